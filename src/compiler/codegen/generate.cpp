// SPDX-License-Identifier: Apache-2.0
#include "compiler/codegen/generate.h"

#include <fmt/format.h>
#include <llvm/CodeGen/MachineModuleInfo.h>
#include <llvm/CodeGen/Passes.h>
#include <llvm/CodeGen/TargetPassConfig.h>
#include <llvm/DebugInfo/DWARF/DWARFContext.h>
#include <llvm/DebugInfo/DWARF/DWARFDebugLine.h>
#include <llvm/IR/DiagnosticInfo.h>
#include <llvm/IR/DiagnosticPrinter.h>
#include <llvm/IR/InstIterator.h>
#include <llvm/IR/LLVMContext.h>
#include <llvm/IR/LegacyPassManager.h>
#include <llvm/IR/Module.h>
#include <llvm/IR/Verifier.h>
#include <llvm/Object/ELFObjectFile.h>
#include <llvm/Support/DataExtractor.h>
#include <llvm/Support/raw_ostream.h>
#include <llvm/Target/TargetMachine.h>
#include <llvm/Transforms/Utils/Cloning.h>

#include "compiler/analysis/intrinsics.h"
#include "compiler/analysis/times.h"
#include "compiler/codegen/host_target.h"
#include "compiler/passes/lower_entry.h"
#include "compiler/passes/pipeline.h"
#include "support/log.h"

namespace pewter::compiler {
namespace {

Diagnostics one_error(std::string text) { return {.text = std::move(text) + "\n", .errors = 1}; }

// Collects what passes and code generator report.
class Collector : public llvm::DiagnosticHandler {
 public:
  explicit Collector(Diagnostics& out) : out_(out) {}

  bool handleDiagnostics(const llvm::DiagnosticInfo& info) override {
    if (info.getSeverity() != llvm::DS_Error) return true;  // remarks and missed optimisations: not the user's concern
    llvm::raw_string_ostream stream(out_.text);
    llvm::DiagnosticPrinterRawOStream printer(stream);
    info.print(printer);
    stream << '\n';
    ++out_.errors;
    return true;
  }

 private:
  Diagnostics& out_;
};

// The optimised module of one kernel, with all that the emitters need.
struct Prepared {
  DeviceModule module;
  std::unique_ptr<llvm::TargetMachine> target;
  DeviceKernel kernel;
  model::CodeShape shape = model::CodeShape::per_thread;
};

// Runs the pipeline of the shape asked for, or, where the kernel cannot have it, the other one.
void run_pipeline_of_shape(Prepared& prepared, const KernelRequest& request,
                           llvm::PassInstrumentationCallbacks* watch) {
  const StageTimer timer("passes");
  prepared.shape = request.shape;
  if (request.shape == model::CodeShape::per_thread)
    return run_pipeline(*prepared.module.module, prepared.kernel, *prepared.target, request.tells_touches, watch);
  const std::unique_ptr<llvm::Module> original = llvm::CloneModule(*prepared.module.module);
  const DeviceKernel kernel = prepared.kernel;
  const std::string name = kernel.function->getName().str();
  const std::string why = run_simdgroup_pipeline(*prepared.module.module, prepared.kernel, *prepared.target,
                                                 request.threads_per_threadgroup, request.tells_touches, watch);
  if (why.empty()) return;
  log::info(fmt::format("kernel '{}' runs thread by thread: no vector form for {}", request.host_name, why));
  prepared.module.module = llvm::CloneModule(*original);
  prepared.kernel = kernel;
  prepared.kernel.function = prepared.module.module->getFunction(name);
  prepared.shape = model::CodeShape::per_thread;
  run_pipeline(*prepared.module.module, prepared.kernel, *prepared.target, request.tells_touches, watch);
}

// What `run`, which runs passes on it, leaves of the module.
template <class Run>
Result<Prepared, Diagnostics> prepare(DeviceModule module, const KernelRequest& request, Run run) {
  Prepared prepared;
  std::string why;
  prepared.target = make_target(request.machine, why);
  if (!prepared.target) return Failure{one_error("error: " + why)};
  const auto found = std::find_if(module.kernels.begin(), module.kernels.end(), [&](const DeviceKernel& kernel) {
    return kernel.info.host_name == request.host_name;
  });
  if (found == module.kernels.end())
    return Failure{one_error("error: the library has no kernel '" + request.host_name + "'")};
  prepared.kernel = *found;
  prepared.module = std::move(module);

  Diagnostics diagnostics;
  llvm::LLVMContext& context = *prepared.module.context;
  context.setDiagnosticHandler(std::make_unique<Collector>(diagnostics));
  prepared.module.module->setTargetTriple(prepared.target->getTargetTriple().str());
  prepared.module.module->setDataLayout(prepared.target->createDataLayout());
  std::string broken;
  llvm::raw_string_ostream stream(broken);
  if (llvm::verifyModule(*prepared.module.module, &stream))
    return Failure{
        Diagnostics{.text = "error: the front end made an invalid module: " + broken, .errors = 1, .crashed = true}};
  run(prepared);
  if (diagnostics.errors == 0 && llvm::verifyModule(*prepared.module.module, &stream))
    diagnostics = {.text = "error: the passes made an invalid module: " + broken, .errors = 1, .crashed = true};
  context.setDiagnosticHandler(nullptr);
  if (diagnostics.errors > 0) return Failure{std::move(diagnostics)};
  return prepared;
}

Result<Prepared, Diagnostics> prepare(DeviceModule module, const KernelRequest& request,
                                      llvm::PassInstrumentationCallbacks* watch = nullptr) {
  return prepare(std::move(module), request,
                 [&](Prepared& prepared) { run_pipeline_of_shape(prepared, request, watch); });
}

// TargetMachine::addPassesToEmitFile(), but for what finds nothing to do. False where the target has no such passes.
bool add_machine_passes(llvm::legacy::PassManager& passes, llvm::LLVMTargetMachine& target,
                        llvm::raw_pwrite_stream& stream, llvm::CodeGenFileType type) {
  auto* machine = new llvm::MachineModuleInfoWrapperPass(&target);
  llvm::TargetPassConfig* config = target.createPassConfig(passes);
  config->setDisableVerify(true);
  // It follows the values of variables through registers and memory, and there are none in line tables.
  config->disablePass(&llvm::LiveDebugValuesID);
  passes.add(config);
  passes.add(machine);
  if (config->addISelPasses()) return false;
  config->addMachinePasses();
  config->setInitialized();
  if (target.addAsmPrinter(passes, stream, nullptr, type, machine->getMMI().getContext())) return false;
  passes.add(llvm::createFreeMachineFunctionPass());
  return true;
}

Result<llvm::SmallVector<char, 0>, Diagnostics> emit(Prepared& prepared, llvm::CodeGenFileType type) {
  const StageTimer timer("machine code");
  Diagnostics diagnostics;
  prepared.module.context->setDiagnosticHandler(std::make_unique<Collector>(diagnostics));
  llvm::SmallVector<char, 0> bytes;
  {
    llvm::raw_svector_ostream stream(bytes);
    llvm::legacy::PassManager passes;
    if (!add_machine_passes(passes, static_cast<llvm::LLVMTargetMachine&>(*prepared.target), stream, type))
      return Failure{one_error("error: the host's code generator cannot emit files")};
    passes.run(*prepared.module.module);
  }
  prepared.module.context->setDiagnosticHandler(nullptr);
  if (diagnostics.errors > 0) return Failure{std::move(diagnostics)};
  return bytes;
}

// The sum over all functions of the object: a bound, since nothing recurses. Section .stack_sizes: pairs of an address
// and a ULEB128 size.
std::uint32_t stack_bytes(llvm::ArrayRef<char> object) {
  auto file = llvm::object::ObjectFile::createELFObjectFile(
      llvm::MemoryBufferRef(llvm::StringRef(object.data(), object.size()), "kernel"));
  if (!file) {
    llvm::consumeError(file.takeError());
    return 0;
  }
  std::uint64_t sum = 0;
  for (const llvm::object::SectionRef& section : (*file)->sections()) {
    auto name = section.getName();
    if (!name) llvm::consumeError(name.takeError());
    if (!name || *name != ".stack_sizes") continue;
    auto contents = section.getContents();
    if (!contents) {
      llvm::consumeError(contents.takeError());
      continue;
    }
    llvm::DataExtractor data(*contents, (*file)->isLittleEndian(), 8);
    for (llvm::DataExtractor::Cursor cursor(0); cursor.tell() < contents->size();) {
      data.getAddress(cursor);
      sum += data.getULEB128(cursor) + sizeof(void*);  // and the return address
      if (!cursor) {
        llvm::consumeError(cursor.takeError());
        break;
      }
    }
  }
  return static_cast<std::uint32_t>(std::min<std::uint64_t>(sum, UINT32_MAX));
}

// What the line tables of the object say, for those who have no DWARF reader.
void add_lines(llvm::ArrayRef<char> object, model::KernelImage& image) {
  const StageTimer timer("lines");
  auto file = llvm::object::ObjectFile::createELFObjectFile(llvm::MemoryBufferRef(llvm::StringRef(object.data(), object.size()), "kernel"));
  if (!file) return llvm::consumeError(file.takeError());
  const auto context = llvm::DWARFContext::create(**file, llvm::DWARFContext::ProcessDebugRelocations::Process, nullptr, "", llvm::consumeError, llvm::consumeError);
  for (const auto& unit : context->compile_units()) {
    const llvm::DWARFDebugLine::LineTable* table = context->getLineTableForUnit(unit.get());
    if (!table) continue;
    for (const llvm::DWARFDebugLine::Row& row : table->Rows) {
      std::string name;
      table->getFileNameByIndex(row.File, "", llvm::DILineInfoSpecifier::FileLineInfoKind::RawValue, name);
      const auto known = llvm::find(image.files, name);
      const auto number = static_cast<std::uint32_t>(known - image.files.begin());
      if (known == image.files.end()) image.files.push_back(name);
      const model::CodeLine line{static_cast<std::uint32_t>(row.Address.Address), row.EndSequence ? 0 : row.Line, number};
      if (!image.lines.empty() && image.lines.back().offset == line.offset) image.lines.pop_back();
      if (image.lines.empty() || image.lines.back().line != line.line || image.lines.back().file != line.file) image.lines.push_back(line);
    }
  }
}

Result<model::KernelImage, Diagnostics> generate_watched(DeviceModule module, const KernelRequest& request,
                                                         llvm::PassInstrumentationCallbacks* watch) {
  auto prepared = prepare(std::move(module), request, watch);
  if (!prepared) return Failure{std::move(prepared).error()};
  if (std::string why = why_not_here(*prepared->target); !why.empty()) return Failure{one_error("error: " + why)};
  auto object = emit(*prepared, llvm::CodeGenFileType::ObjectFile);
  if (!object) return Failure{std::move(object).error()};
  model::KernelImage image;
  image.info = prepared->kernel.info;
  image.info.private_bytes = stack_bytes(*object);
  image.shape = prepared->shape;
  if (image.shape == model::CodeShape::per_simdgroup) image.threads_per_threadgroup = request.threads_per_threadgroup;
  image.entry_symbol = entry_symbol(request.host_name);
  image.object.assign(object->begin(), object->end());
  add_lines(*object, image);
  return image;
}

}  // namespace

Result<model::KernelImage, Diagnostics> generate(DeviceModule module, const KernelRequest& request,
                                                 const Options& options) {
  return generate_watched(std::move(module), request, nullptr);
}

Result<model::KernelImage, Diagnostics> generate_timed(DeviceModule module, const KernelRequest& request,
                                                       const Options& options, std::string& text) {
  llvm::raw_string_ostream stream(text);
  PassTimes times(stream);
  auto image = generate_watched(std::move(module), request, times.callbacks());
  llvm::reportAndResetTimings(&stream);  // the code generator's passes
  return image;
}

Result<model::KernelInfo, Diagnostics> describe(DeviceModule module, const KernelRequest& request) {
  auto prepared = prepare(std::move(module), request, [&](Prepared& prepared) {
    if (request.shape == model::CodeShape::per_thread) return run_pipeline_of_shape(prepared, request, nullptr);
    describe_simdgroup_kernel(*prepared.module.module, prepared.kernel, *prepared.target,
                              request.threads_per_threadgroup);
  });
  if (!prepared) return Failure{std::move(prepared).error()};
  if (std::string why = why_not_here(*prepared->target); !why.empty()) return Failure{one_error("error: " + why)};
  model::KernelInfo info = prepared->kernel.info;
  info.private_bytes = info.scratch_bytes = 0;
  return info;
}

Result<std::string, Diagnostics> optimized_ir(DeviceModule module, const KernelRequest& request, const Options& options) {
  auto prepared = prepare(std::move(module), request);
  if (!prepared) return Failure{std::move(prepared).error()};
  return ir_text(prepared->module);
}

Result<std::string, Diagnostics> assembly(DeviceModule module, const KernelRequest& request, const Options& options) {
  auto prepared = prepare(std::move(module), request);
  if (!prepared) return Failure{std::move(prepared).error()};
  auto text = emit(*prepared, llvm::CodeGenFileType::AssemblyFile);
  if (!text) return Failure{std::move(text).error()};
  return std::string(text->begin(), text->end());
}

std::string ir_text(const DeviceModule& module) {
  std::string text;
  llvm::raw_string_ostream stream(text);
  module.module->print(stream, nullptr);
  return stream.str();
}

}  // namespace pewter::compiler
