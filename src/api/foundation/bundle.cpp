// SPDX-License-Identifier: Apache-2.0
#include "foundation/bundle.h"

#include "Foundation/NSBundle.hpp"
#include "api/foundation/convert.h"
#include "foundation/array.h"
#include "foundation/error.h"
#include "foundation/url.h"

using namespace pewter;
using namespace pewter::api;
using foundation::Bundle;
using foundation::cast;
using foundation::Ref;
using foundation::String;
using foundation::URL;
using foundation::view;

namespace {

// NSExecutableNotLoadableError of NSCocoaErrorDomain.
constexpr std::int64_t kExecutableNotLoadable = 3584;

void* path_or_null(const std::string& path) { return path.empty() ? nullptr : autoreleased(foundation::string(path)); }
void* url_or_null(const std::string& path) { return path.empty() ? nullptr : autoreleased(URL::file(path)); }

// A path of the receiver by a member function of Bundle, wrapped by path_or_null or url_or_null.
template <class Member>
void* get(const void* self, const char* selector, void* (*wrap)(const std::string&), Member member) {
  const auto* bundle = cast<Bundle>(self, selector);
  return bundle ? wrap(member(*bundle)) : nullptr;
}

bool is_main(const void* self, const char* selector) {
  const auto* bundle = cast<Bundle>(self, selector);
  return bundle && bundle->path() == Bundle::main()->path();
}

bool load(const void* self, const char* selector, void** error) {
  if (error) *error = nullptr;
  const auto* bundle = cast<Bundle>(self, selector);
  if (!bundle) return false;
  if (is_main(self, selector)) return true;
  if (error)
    *error = autoreleased(foundation::make_error(
        "NSCocoaErrorDomain", kExecutableNotLoadable,
        fmt::format("The code of the bundle {} cannot be loaded: Pewter does not load bundles.", bundle->path())));
  return false;
}

void* init(void* self, const char* selector, bool has_path, std::string_view path) {
  auto* bundle = cast<Bundle>(self, selector);
  return bundle && has_path && bundle->init(path) ? bundle : init_failed(bundle);
}

}  // namespace

void* pewter_NSBundle_mainBundle() { return Bundle::main(); }

void* pewter_NSBundle_bundleWithPath_(const void* path) {
  const auto* text = argument<String>(path, "bundleWithPath:");
  return text ? autoreleased(Bundle::at(text->utf8())) : nullptr;
}

void* pewter_NSBundle_bundleWithURL_(const void* url) {
  const auto* address = argument<URL>(url, "bundleWithURL:");
  return address ? autoreleased(Bundle::at(address->path())) : nullptr;
}

void* pewter_NSBundle_initWithPath_(void* self, const void* path) {
  const auto* text = argument<String>(path, "initWithPath:");
  return init(self, "initWithPath:", text, view(text));
}

void* pewter_NSBundle_initWithURL_(void* self, const void* url) {
  const auto* address = argument<URL>(url, "initWithURL:");
  return init(self, "initWithURL:", address, address ? std::string_view(address->path()) : std::string_view());
}

void* pewter_NSBundle_allBundles(const void* self) {
  if (!cast<Bundle>(self, "allBundles")) return nullptr;
  return autoreleased(foundation::Array::create({Ref<foundation::Object>(Bundle::main())}));
}

void* pewter_NSBundle_allFrameworks(const void* self) {
  return cast<Bundle>(self, "allFrameworks") ? autoreleased(foundation::Array::create({})) : nullptr;
}

bool pewter_NSBundle_load(void* self) { return load(self, "load", nullptr); }
bool pewter_NSBundle_unload(void* self) { return cast<Bundle>(self, "unload") && false; }
bool pewter_NSBundle_isLoaded(const void* self) { return is_main(self, "isLoaded"); }
bool pewter_NSBundle_preflightAndReturnError_(const void* self, void** error) {
  return load(self, "preflightAndReturnError:", error);
}
bool pewter_NSBundle_loadAndReturnError_(void* self, void** error) { return load(self, "loadAndReturnError:", error); }

// Pairs of a ...URL and a ...Path method over the same directory or file.
#define PEWTER_PLACE(url_name, path_name, expression)                                                                  \
  void* pewter_NSBundle_##url_name(const void* self) {                                                                 \
    return get(self, #url_name, url_or_null, [](const Bundle& bundle) -> std::string { return bundle.expression; });   \
  }                                                                                                                    \
  void* pewter_NSBundle_##path_name(const void* self) {                                                                \
    return get(self, #path_name, path_or_null, [](const Bundle& bundle) -> std::string { return bundle.expression; }); \
  }

PEWTER_PLACE(bundleURL, bundlePath, path())
PEWTER_PLACE(resourceURL, resourcePath, resource_path())
PEWTER_PLACE(executableURL, executablePath, executable_path())
PEWTER_PLACE(privateFrameworksURL, privateFrameworksPath, subdirectory("Frameworks"))
PEWTER_PLACE(sharedFrameworksURL, sharedFrameworksPath, subdirectory("SharedFrameworks"))
PEWTER_PLACE(sharedSupportURL, sharedSupportPath, subdirectory("SharedSupport"))
PEWTER_PLACE(builtInPlugInsURL, builtInPlugInsPath, subdirectory("PlugIns"))
#undef PEWTER_PLACE

void* pewter_NSBundle_appStoreReceiptURL(const void* self) {
  cast<Bundle>(self, "appStoreReceiptURL");
  return nullptr;
}

void* pewter_NSBundle_URLForAuxiliaryExecutable_(const void* self, const void* name) {
  const std::string_view text = view(argument<String>(name, "URLForAuxiliaryExecutable:"));
  return get(self, "URLForAuxiliaryExecutable:", url_or_null,
             [&](const Bundle& bundle) { return bundle.auxiliary_executable(text); });
}

void* pewter_NSBundle_pathForAuxiliaryExecutable_(const void* self, const void* name) {
  const std::string_view text = view(argument<String>(name, "pathForAuxiliaryExecutable:"));
  return get(self, "pathForAuxiliaryExecutable:", path_or_null,
             [&](const Bundle& bundle) { return bundle.auxiliary_executable(text); });
}

void* pewter_NSBundle_pathForResource_ofType_(const void* self, const void* name, const void* type) {
  const char* selector = "pathForResource:ofType:";
  const std::string_view file = view(argument<String>(name, selector));
  const std::string_view extension = view(argument<String>(type, selector));
  return get(self, selector, path_or_null, [&](const Bundle& bundle) { return bundle.resource(file, extension); });
}

void* pewter_NSBundle_bundleIdentifier(const void* self) {
  cast<Bundle>(self, "bundleIdentifier");
  return nullptr;
}

void* pewter_NSBundle_infoDictionary(const void* self) {
  return cast<Bundle>(self, "infoDictionary") ? autoreleased(foundation::Dictionary::create({})) : nullptr;
}

void* pewter_NSBundle_localizedInfoDictionary(const void* self) {
  return cast<Bundle>(self, "localizedInfoDictionary") ? autoreleased(foundation::Dictionary::create({})) : nullptr;
}

void* pewter_NSBundle_objectForInfoDictionaryKey_(const void* self, const void*) {
  cast<Bundle>(self, "objectForInfoDictionaryKey:");
  return nullptr;
}

void* pewter_NSBundle_localizedStringForKey_value_table_(const void* self, const void* key, const void* value,
                                                         const void*) {
  const char* selector = "localizedStringForKey:value:table:";
  if (!cast<Bundle>(self, selector)) return nullptr;
  auto* fallback = argument<String>(value, selector);
  auto* name = argument<String>(key, selector);
  if (fallback && !fallback->utf8().empty()) return autoreleased(Ref<String>(fallback));
  return autoreleased(name ? Ref<String>(name) : foundation::string(""));
}
