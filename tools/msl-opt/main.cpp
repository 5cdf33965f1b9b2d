// SPDX-License-Identifier: Apache-2.0
// Runs passes on a device module in LLVM assembly and prints what comes out: the tool that pass tests are written with.
#include <llvm/IR/DiagnosticInfo.h>
#include <llvm/IR/DiagnosticPrinter.h>
#include <llvm/IR/LLVMContext.h>
#include <llvm/IR/Module.h>
#include <llvm/IR/Verifier.h>
#include <llvm/Support/raw_ostream.h>
#include <llvm/Target/TargetMachine.h>
#include <CLI/CLI.hpp>

#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

#include "compiler/codegen/generate.h"
#include "compiler/codegen/host_target.h"
#include "compiler/passes/device_module_text.h"
#include "compiler/passes/pipeline.h"

namespace {

using namespace pewter::compiler;

// Errors go to standard error and into the exit status; the module is printed all the same.
class Printer : public llvm::DiagnosticHandler {
 public:
  explicit Printer(bool& failed) : failed_(failed) {}
  bool handleDiagnostics(const llvm::DiagnosticInfo& info) override {
    if (info.getSeverity() != llvm::DS_Error) return true;
    llvm::DiagnosticPrinterRawOStream printer(llvm::errs());
    info.print(printer);
    llvm::errs() << '\n';
    failed_ = true;
    return true;
  }

 private:
  bool& failed_;
};

std::string read_all(const std::string& path) {
  if (path == "-") return {std::istreambuf_iterator<char>(std::cin), {}};
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void list_passes() {
#define PEWTER_MODULE_PASS(name, expression) llvm::outs() << name "\n";
#define PEWTER_FUNCTION_PASS(name, expression) llvm::outs() << name "\n";
#include "compiler/passes/passes.def"
}

int run(const std::string& path, const std::string& passes, const std::string& host_name) {
  auto module = parse_device_module(read_all(path), path == "-" ? "<stdin>" : path);
  if (!module) {
    llvm::errs() << module.error();
    return 1;
  }
  // A module without a description of kernels still has passes that make sense on it.
  DeviceKernel nothing;
  DeviceKernel* kernel = module->kernels.empty() ? &nothing : &module->kernels.front();
  for (DeviceKernel& candidate : module->kernels)
    if (candidate.info.host_name == host_name) kernel = &candidate;
  bool failed = false;
  module->context->setDiagnosticHandler(std::make_unique<Printer>(failed));
  std::string why;
  if (passes == "pipeline") {
    const auto target = make_host_target(why);
    if (!target || !kernel->function) {
      llvm::errs() << "msl-opt: " << (target ? "the module describes no kernel" : why) << '\n';
      return 1;
    }
    module->module->setTargetTriple(target->getTargetTriple().str());
    module->module->setDataLayout(target->createDataLayout());
    run_pipeline(*module->module, *kernel, *target);
  } else if (!run_named_passes(*module->module, *kernel, passes, why)) {
    llvm::errs() << "msl-opt: " << why << '\n';
    return 1;
  }
  llvm::outs() << ir_text(*module);
  if (llvm::verifyModule(*module->module, &llvm::errs())) return 1;
  return failed ? 1 : 0;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Runs Pewter's passes on a device module in LLVM assembly and prints the result", "msl-opt");
  std::string path = "-";
  std::string passes;
  std::string host_name;
  bool list = false;
  app.add_option("input", path, "the module; - for standard input");
  app.add_option(
      "--passes", passes,
      "comma-separated names of Pewter's and LLVM's passes, or 'pipeline' for all that code generation runs");
  app.add_option("--kernel", host_name,
                 "host name of the kernel that the passes are about; the first one without this");
  app.add_flag("--list-passes", list, "print the names of Pewter's passes");
  CLI11_PARSE(app, argc, argv);
  if (list) {
    list_passes();
    return 0;
  }
  return run(path, passes, host_name);
}
