// SPDX-License-Identifier: Apache-2.0
#include "compiler/frontend/frontend.h"

#include <algorithm>

#include "compiler/analysis/times.h"
#include "compiler/frontend/generate.h"
#include "compiler/frontend/kernels.h"
#include "compiler/frontend/parse.h"
#include "compiler/frontend/prepass/prepass.h"
#include "compiler/frontend/preprocess.h"
#include "compiler/frontend/repair.h"

namespace pewter::compiler::frontend {
namespace {

// More instantiations than this are checked by their names alone when a library is made: their bodies wait for their pipeline.
constexpr std::size_t kMostCheckedInstantiations = 32;

struct Prepared {
  Preprocessed preprocessed;
  prepass::Findings findings;
};

Diagnostics problems(Preprocessed& preprocessed, const prepass::Findings& findings) {
  for (const prepass::Problem& problem : findings.problems) {
    preprocessed.diagnostics().print(
        {clang::DiagnosticsEngine::Error, clang::SourceLocation::getFromRawEncoding(problem.location), problem.text, {}});
  }
  return preprocessed.diagnostics().take();
}

Result<Prepared, Diagnostics> prepare(const Source& source, const Options& options, const prepass::Request& request) {
  auto preprocessed = preprocess(source, options);
  if (!preprocessed) return Failure{std::move(preprocessed).error()};
  Prepared prepared{std::move(preprocessed).value(), {}};
  {
    const StageTimer timer("pre-pass");
    prepared.findings = prepass::run(prepared.preprocessed.tokens, request);
  }
  if (!prepared.findings.problems.empty()) return Failure{problems(prepared.preprocessed, prepared.findings)};
  return prepared;
}

prepass::Request request_of(const KernelRequest& request) {
  prepass::Request result;
  if (!request.host_name.empty()) result.host_name = request.host_name;
  result.instantiate = true;
  result.constants = request.constants;
  return result;
}

// The error for a function that the library has but that cannot be compiled, or does not have.
Diagnostics no_such_kernel(const std::string& host_name, const prepass::Findings& findings) {
  for (const FunctionEntry& function : findings.functions) {
    if (function.host_name != host_name || function.type == FunctionType::kernel) continue;
    const char* type = function.type == FunctionType::vertex ? "vertex" : function.type == FunctionType::fragment ? "fragment" : "visible";
    return plain_error("'" + host_name + "' is a " + type + " function; Pewter compiles kernel functions only");
  }
  return plain_error("no kernel function named '" + host_name + "'");
}

bool is_instantiation(const AstKernel& kernel) { return kernel.function->isTemplateInstantiation(); }

// Where the user wrote a token.
std::function<Place(const Token&)> place_of(const Preprocessed& preprocessed) {
  return [&sources = preprocessed.sources()](const Token& token) {
    const auto location = sources.getExpansionLoc(clang::SourceLocation::getFromRawEncoding(token.location));
    const auto presumed = sources.getPresumedLoc(location);
    return presumed.isValid() ? Place{presumed.getFilename(), presumed.getLine()} : Place{};
  };
}

// Leaves the kernel, in front, and `others` more.
void choose(std::vector<AstKernel>& kernels, const std::string& host_name, std::size_t others) {
  const auto wanted = std::find_if(kernels.begin(), kernels.end(), [&](const AstKernel& kernel) { return kernel.info.host_name == host_name; });
  if (wanted == kernels.end()) return kernels.clear();
  // A template's instantiations are parsed one by one: each would bring the same others.
  if (is_instantiation(*wanted)) others = 0;
  std::rotate(kernels.begin(), wanted, kernels.end());
  kernels.erase(std::remove_if(kernels.begin() + 1, kernels.end(), is_instantiation), kernels.end());
  if (kernels.size() > others + 1) kernels.erase(kernels.begin() + 1 + static_cast<std::ptrdiff_t>(others), kernels.end());
}

// `whole`: of all of the source. `reduced`: set where the pre-pass left something out.
Result<DeviceModule, Diagnostics> try_device_module(const Source& source, const Options& options,
                                                    const KernelRequest& request, std::size_t others, bool whole,
                                                    bool& reduced) {
  prepass::Request wanted = request_of(request);
  wanted.whole = whole;
  auto prepared = prepare(source, options, wanted);
  if (!prepared) return Failure{std::move(prepared).error()};
  auto& [preprocessed, findings] = *prepared;
  reduced = findings.reduced;
  Tokens& tokens = preprocessed.tokens;
  if (!request.host_name.empty() &&
      std::none_of(findings.functions.begin(), findings.functions.end(), [&](const FunctionEntry& function) {
        return function.host_name == request.host_name && function.type == FunctionType::kernel;
      })) {
    return Failure{no_such_kernel(request.host_name, findings)};
  }
  auto parsed = parse_and_repair(tokens, options, place_of(preprocessed));
  if (!parsed) return Failure{std::move(parsed).error()};
  Unit& unit = **parsed;
  DeviceModule module;
  if (!unit.has_errors()) {
    check_variables(unit);
    std::vector<AstKernel> kernels = find_kernels(unit);
    if (!request.host_name.empty()) choose(kernels, request.host_name, others);
    add_constants(unit, kernels, findings, request);
    if (!unit.has_errors()) module = generate_module(unit, std::move(kernels));
  }
  report(unit, tokens, preprocessed);
  module.reads_files = !preprocessed.includes.empty();
  Diagnostics diagnostics = preprocessed.diagnostics().take();
  if (diagnostics.errors > 0) return Failure{std::move(diagnostics)};
  if (!module.module || (!request.host_name.empty() && module.kernels.empty()))
    return Failure{no_such_kernel(request.host_name, findings)};
  return module;
}

}  // namespace

Result<LibraryIndex, Diagnostics> index(const Source& source, const Options& options, DeviceModule* module, std::size_t most) {
  auto preprocessed = preprocess(source, options);
  if (!preprocessed) return Failure{std::move(preprocessed).error()};
  Tokens tokens = preprocessed->tokens;
  prepass::Findings findings = prepass::run(tokens, {});
  if (findings.problems.empty() && findings.instantiations > 0 && findings.instantiations <= kMostCheckedInstantiations) {
    tokens = preprocessed->tokens;
    prepass::Request request;
    request.instantiate = true;
    findings = prepass::run(tokens, request);
  }
  if (!findings.problems.empty()) return Failure{problems(*preprocessed, findings)};
  auto unit = parse_and_repair(tokens, options, place_of(*preprocessed));
  if (!unit) return Failure{std::move(unit).error()};
  std::vector<AstKernel> kernels;
  if (!(*unit)->has_errors()) {
    check_variables(**unit);
    kernels = find_kernels(**unit);
  }
  report(**unit, tokens, *preprocessed);
  Diagnostics diagnostics = preprocessed->diagnostics().take();
  if (diagnostics.errors > 0) return Failure{std::move(diagnostics)};
  LibraryIndex result;
  result.functions = std::move(findings.functions);
  result.constants = std::move(findings.constants);
  result.warnings = std::move(diagnostics);
  // Last: what goes wrong from here on is not the library's fault, but that of a kernel which is not asked for yet.
  if (module) {
    std::erase_if(kernels, is_instantiation);
    if (kernels.size() > most) kernels.erase(kernels.begin() + static_cast<std::ptrdiff_t>(most), kernels.end());
    if (!kernels.empty() && result.constants.empty()) *module = generate_module(**unit, std::move(kernels));
    module->reads_files = !preprocessed->includes.empty();
  }
  return result;
}

Result<DeviceModule, Diagnostics> device_module(const Source& source, const Options& options, const KernelRequest& request, std::size_t others) {
  bool reduced = false;
  auto module = try_device_module(source, options, request, others, false, reduced);
  // An error is told as the whole source has it; and something may be used in a way that leaves no name.
  if (!module && reduced) return try_device_module(source, options, request, others, true, reduced);
  return module;
}

Result<std::string, Diagnostics> preprocessed_text(const Source& source, const Options& options) {
  auto preprocessed = preprocess(source, options);
  if (!preprocessed) return Failure{std::move(preprocessed).error()};
  return flatten(*preprocessed);
}

Result<std::string, Diagnostics> rewritten_text(const Source& source, const Options& options, const KernelRequest& request) {
  auto prepared = prepare(source, options, request_of(request));
  if (!prepared) return Failure{std::move(prepared).error()};
  return emit(prepared->preprocessed.tokens).text;
}

Result<std::string, Diagnostics> include_listing(const Source& source, const Options& options) {
  auto preprocessed = preprocess(source, options);
  if (!preprocessed) return Failure{std::move(preprocessed).error()};
  std::string text;
  for (std::size_t i = 0; i < preprocessed->includes.size(); ++i) {
    text.append(preprocessed->include_depths[i], '.');
    text += ' ' + preprocessed->includes[i] + '\n';
  }
  return text;
}

}  // namespace pewter::compiler::frontend
