// SPDX-License-Identifier: Apache-2.0
#include "compiler/frontend/prepass/prepass.h"

#include "compiler/frontend/prepass/rewrites.h"

namespace pewter::compiler::frontend::prepass {

Findings run(Tokens& tokens, const Request& request) {
  Findings findings;
  check_unsupported(tokens, findings);
  check_nesting(tokens, findings);
  rewrite_literals(tokens);
  // Reads [[function_constant]]: before attributes. Leaves `constant`: before variables.
  rewrite_function_constants(tokens, request, findings);
  // Reads [[host_name]] and `kernel`: before attributes. Drops instantiations: the sooner the less work for the rest.
  rewrite_functions(tokens, request, findings);
  // After the other instantiations, which name everything. The kernels of a source without templates are compiled
  // together.
  if (findings.wants_instantiation && !request.whole) findings.reduced = drop_unreached(tokens);
  // [[threadgroup(0)]] has an address-space word in it that is none: before all that reads those words.
  rewrite_attributes(tokens);
  rewrite_coherent(tokens);
  rewrite_variables(tokens);
  rewrite_array_parameters(tokens);
  rewrite_methods(tokens);
  // Last: the others read the words of MSL.
  rewrite_address_spaces(tokens);
  return findings;
}

}  // namespace pewter::compiler::frontend::prepass
