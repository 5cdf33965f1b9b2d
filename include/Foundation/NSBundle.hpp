// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "NSDefines.hpp"
#include "NSNotification.hpp"
#include "NSObject.hpp"
#include "NSString.hpp"
#include "NSTypes.hpp"

PEWTER_IMPORT void* pewter_NSBundle_mainBundle();
PEWTER_IMPORT void* pewter_NSBundle_bundleWithPath_(const void* path);
PEWTER_IMPORT void* pewter_NSBundle_bundleWithURL_(const void* url);
PEWTER_IMPORT void* pewter_NSBundle_initWithPath_(void* self, const void* path);
PEWTER_IMPORT void* pewter_NSBundle_initWithURL_(void* self, const void* url);
PEWTER_IMPORT void* pewter_NSBundle_allBundles(const void* self);
PEWTER_IMPORT void* pewter_NSBundle_allFrameworks(const void* self);
PEWTER_IMPORT bool pewter_NSBundle_load(void* self);
PEWTER_IMPORT bool pewter_NSBundle_unload(void* self);
PEWTER_IMPORT bool pewter_NSBundle_isLoaded(const void* self);
PEWTER_IMPORT bool pewter_NSBundle_preflightAndReturnError_(const void* self, void** error);
PEWTER_IMPORT bool pewter_NSBundle_loadAndReturnError_(void* self, void** error);
PEWTER_IMPORT void* pewter_NSBundle_bundleURL(const void* self);
PEWTER_IMPORT void* pewter_NSBundle_resourceURL(const void* self);
PEWTER_IMPORT void* pewter_NSBundle_executableURL(const void* self);
PEWTER_IMPORT void* pewter_NSBundle_URLForAuxiliaryExecutable_(const void* self, const void* name);
PEWTER_IMPORT void* pewter_NSBundle_privateFrameworksURL(const void* self);
PEWTER_IMPORT void* pewter_NSBundle_sharedFrameworksURL(const void* self);
PEWTER_IMPORT void* pewter_NSBundle_sharedSupportURL(const void* self);
PEWTER_IMPORT void* pewter_NSBundle_builtInPlugInsURL(const void* self);
PEWTER_IMPORT void* pewter_NSBundle_appStoreReceiptURL(const void* self);
PEWTER_IMPORT void* pewter_NSBundle_bundlePath(const void* self);
PEWTER_IMPORT void* pewter_NSBundle_resourcePath(const void* self);
PEWTER_IMPORT void* pewter_NSBundle_executablePath(const void* self);
PEWTER_IMPORT void* pewter_NSBundle_pathForAuxiliaryExecutable_(const void* self, const void* name);
PEWTER_IMPORT void* pewter_NSBundle_pathForResource_ofType_(const void* self, const void* name, const void* type);
PEWTER_IMPORT void* pewter_NSBundle_privateFrameworksPath(const void* self);
PEWTER_IMPORT void* pewter_NSBundle_sharedFrameworksPath(const void* self);
PEWTER_IMPORT void* pewter_NSBundle_sharedSupportPath(const void* self);
PEWTER_IMPORT void* pewter_NSBundle_builtInPlugInsPath(const void* self);
PEWTER_IMPORT void* pewter_NSBundle_bundleIdentifier(const void* self);
PEWTER_IMPORT void* pewter_NSBundle_infoDictionary(const void* self);
PEWTER_IMPORT void* pewter_NSBundle_localizedInfoDictionary(const void* self);
PEWTER_IMPORT void* pewter_NSBundle_objectForInfoDictionaryKey_(const void* self, const void* key);
PEWTER_IMPORT void* pewter_NSBundle_localizedStringForKey_value_table_(const void* self, const void* key,
                                                                       const void* value, const void* table);

namespace NS {

_PEWTER_STRING_CONST(NotificationName, BundleDidLoadNotification, "NSBundleDidLoadNotification");
_PEWTER_STRING_CONST(NotificationName, BundleResourceRequestLowDiskSpaceNotification,
                     "NSBundleResourceRequestLowDiskSpaceNotification");

/// A directory with a program and its resources. The main bundle is the directory of the executable, as it is for a
/// command-line program on a Mac. Thread-safe. What its methods return is autoreleased, and null where there is none.
class Bundle : public Referencing<Bundle> {
 public:
  static Bundle* mainBundle() { return static_cast<Bundle*>(pewter_NSBundle_mainBundle()); }

  /// Null if that is no directory.
  static Bundle* bundle(const class String* pPath) { return static_cast<Bundle*>(pewter_NSBundle_bundleWithPath_(pPath)); }
  static Bundle* bundle(const class URL* pURL) { return static_cast<Bundle*>(pewter_NSBundle_bundleWithURL_(pURL)); }

  /// A new bundle for one of the init methods, which release it and return null where there is no directory.
  static Bundle* alloc() { return Object::alloc<Bundle>("NSBundle"); }
  Bundle* init(const class String* pPath) { return static_cast<Bundle*>(pewter_NSBundle_initWithPath_(this, pPath)); }
  Bundle* init(const class URL* pURL) { return static_cast<Bundle*>(pewter_NSBundle_initWithURL_(this, pURL)); }

  /// The main bundle, and no others.
  class Array* allBundles() const { return reinterpret_cast<class Array*>(pewter_NSBundle_allBundles(this)); }
  /// None.
  class Array* allFrameworks() const { return reinterpret_cast<class Array*>(pewter_NSBundle_allFrameworks(this)); }

  /// True for the main bundle. Code of other bundles is not loaded: false.
  bool load() { return pewter_NSBundle_load(this); }
  bool unload() { return pewter_NSBundle_unload(this); }
  bool isLoaded() const { return pewter_NSBundle_isLoaded(this); }

  /// As load(), with the reason in `*pError`, which is set to null on success.
  bool preflightAndReturnError(class Error** pError) const {
    return pewter_NSBundle_preflightAndReturnError_(this, reinterpret_cast<void**>(pError));
  }
  bool loadAndReturnError(class Error** pError) {
    return pewter_NSBundle_loadAndReturnError_(this, reinterpret_cast<void**>(pError));
  }

  class URL* bundleURL() const { return url(pewter_NSBundle_bundleURL(this)); }
  class URL* resourceURL() const { return url(pewter_NSBundle_resourceURL(this)); }
  class URL* executableURL() const { return url(pewter_NSBundle_executableURL(this)); }
  class URL* URLForAuxiliaryExecutable(const class String* pExecutableName) const {
    return url(pewter_NSBundle_URLForAuxiliaryExecutable_(this, pExecutableName));
  }

  class URL* privateFrameworksURL() const { return url(pewter_NSBundle_privateFrameworksURL(this)); }
  class URL* sharedFrameworksURL() const { return url(pewter_NSBundle_sharedFrameworksURL(this)); }
  class URL* sharedSupportURL() const { return url(pewter_NSBundle_sharedSupportURL(this)); }
  class URL* builtInPlugInsURL() const { return url(pewter_NSBundle_builtInPlugInsURL(this)); }
  /// Null: there is no store.
  class URL* appStoreReceiptURL() const { return url(pewter_NSBundle_appStoreReceiptURL(this)); }

  String* bundlePath() const { return string(pewter_NSBundle_bundlePath(this)); }
  /// The directory of the resources: for a program without a bundle directory, bundlePath().
  String* resourcePath() const { return string(pewter_NSBundle_resourcePath(this)); }
  String* executablePath() const { return string(pewter_NSBundle_executablePath(this)); }
  String* pathForAuxiliaryExecutable(const class String* pExecutableName) const {
    return string(pewter_NSBundle_pathForAuxiliaryExecutable_(this, pExecutableName));
  }
  /// The resource NAME.TYPE; null if there is no such file. `pType` may be null.
  String* pathForResource(const class String* pName, const class String* pType) const {
    return string(pewter_NSBundle_pathForResource_ofType_(this, pName, pType));
  }

  String* privateFrameworksPath() const { return string(pewter_NSBundle_privateFrameworksPath(this)); }
  String* sharedFrameworksPath() const { return string(pewter_NSBundle_sharedFrameworksPath(this)); }
  String* sharedSupportPath() const { return string(pewter_NSBundle_sharedSupportPath(this)); }
  String* builtInPlugInsPath() const { return string(pewter_NSBundle_builtInPlugInsPath(this)); }

  /// Null: property lists are not read, and the two dictionaries below are empty.
  String* bundleIdentifier() const { return string(pewter_NSBundle_bundleIdentifier(this)); }
  class Dictionary* infoDictionary() const { return static_cast<class Dictionary*>(pewter_NSBundle_infoDictionary(this)); }
  class Dictionary* localizedInfoDictionary() const {
    return static_cast<class Dictionary*>(pewter_NSBundle_localizedInfoDictionary(this));
  }
  class Object* objectForInfoDictionaryKey(const class String* pKey) {
    return static_cast<class Object*>(pewter_NSBundle_objectForInfoDictionaryKey_(this, pKey));
  }

  /// `pValue` if it is not empty, else the key: string tables are not read.
  String* localizedString(const class String* pKey, const class String* pValue = nullptr,
                          const class String* pTableName = nullptr) const {
    return string(pewter_NSBundle_localizedStringForKey_value_table_(this, pKey, pValue, pTableName));
  }

 private:
  static class URL* url(void* object) { return reinterpret_cast<class URL*>(object); }
  static String* string(void* object) { return static_cast<String*>(object); }
};

/// The text of a key in the main bundle, or in `pBdle`: see Bundle::localizedString().
inline String* LocalizedString(const String* pKey, const String*) {
  return Bundle::mainBundle()->localizedString(pKey, nullptr, nullptr);
}
inline String* LocalizedStringFromTable(const String* pKey, const String* pTbl, const String*) {
  return Bundle::mainBundle()->localizedString(pKey, nullptr, pTbl);
}
inline String* LocalizedStringFromTableInBundle(const String* pKey, const String* pTbl, const Bundle* pBdle,
                                                const String*) {
  return pBdle->localizedString(pKey, nullptr, pTbl);
}
inline String* LocalizedStringWithDefaultValue(const String* pKey, const String* pTbl, const Bundle* pBdle,
                                               const String* pVal, const String*) {
  return pBdle->localizedString(pKey, pVal, pTbl);
}

}  // namespace NS
