// SPDX-License-Identifier: Apache-2.0
#include "compiler/frontend/instance.h"

#include <clang/Basic/TargetInfo.h>
#include <clang/Frontend/CompilerInvocation.h>
#include <clang/Frontend/TextDiagnosticBuffer.h>

#include "compiler/frontend/diagnostics.h"
#include "compiler/frontend/dialect.h"
#include "compiler/frontend/headers.h"
#include "compiler/frontend/target.h"

namespace pewter::compiler::frontend {

std::unique_ptr<clang::CompilerInstance> make_parse_instance(const Options& options, clang::DiagnosticConsumer& consumer, bool predefined) {
  std::vector<std::string> flags = dialect_flags(options);
  auto define = [&](std::string text) {
    flags.emplace_back("-D");
    flags.push_back(std::move(text));
  };
  if (predefined) {
    for (const Predefine& predefine : library_predefines(options)) define(predefine.name + "=" + predefine.value);
    define("__pewter_device=" + std::string(kDevice));
    define("__pewter_constant=" + std::string(kConstant));
    define("__pewter_threadgroup=" + std::string(kThreadgroup));
  }
  flags.emplace_back("-isystem");
  flags.emplace_back(kLibraryRoot);
  std::vector<const char*> arguments;
  for (const std::string& text : flags) arguments.push_back(text.c_str());

  auto instance = std::make_unique<clang::CompilerInstance>();
  auto invocation = std::make_shared<clang::CompilerInvocation>();
  clang::TextDiagnosticBuffer ignored;
  clang::DiagnosticsEngine engine(new clang::DiagnosticIDs, new clang::DiagnosticOptions, &ignored, false);
  if (!clang::CompilerInvocation::CreateFromArgs(*invocation, arguments, engine)) return nullptr;
  set_warnings(invocation->getDiagnosticOpts(), options);
  instance->setInvocation(std::move(invocation));
  instance->createDiagnostics(&consumer, false);
  if (!instance->createTarget()) return nullptr;
  adapt(instance->getTarget());
  instance->createFileManager(make_file_system());
  instance->createSourceManager(instance->getFileManager());
  return instance;
}

}  // namespace pewter::compiler::frontend
