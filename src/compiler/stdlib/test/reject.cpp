// SPDX-License-Identifier: Apache-2.0
// What must not compile, and what the programmer hears; checked with -verify.
#include <metal_stdlib>
using namespace metal;

void textures(texture2d<float, access::write> t) { t.write(float4(1), uint2(0)); }  // expected-error {{textures are not supported by Pewter}}
constexpr sampler s(filter::linear, address::repeat);                               // expected-error {{samplers are not supported by Pewter}}
void rays(raytracing::intersector<> i) {}                                           // expected-error {{ray tracing functions are not supported by Pewter}}
void meshes(mesh<float4, void, 3, 1, topology::triangle> m) {}                           // expected-error {{mesh shaders are not supported by Pewter}}
void tables(visible_function_table<int(int)> t) {}                                  // expected-error {{visible function tables are not supported by Pewter}}

void vectors(float4 f, int4 i, half2 h, float2 g, bool2 b) {
  f = i;             // expected-error {{no viable overloaded '='}} expected-note@* 0+ {{}}
  f.xx = g;          // expected-error 2 {{no member named '__put_xx'}} expected-error {{cannot find suitable setter}}
  f.x.y;             // expected-error {{is not a structure or union}}
  g.z;               // expected-error {{no member named 'z'}}
  h + g;             // expected-error {{invalid operands}}
  f % f;             // expected-error {{invalid operands}}
  b + b;             // expected-error {{invalid operands}}
  max(1, 2u);        // expected-error {{ambiguous}}
  simd_sum(true);    // expected-error {{no matching function}}
  as_type<int>(h.x); // expected-error@* {{as_type needs types of the same size}} expected-error@* {{source size does not equal destination size}}
}
void atomics(__pewter_device atomic_bool* b, __pewter_device atomic_int* i, atomic_int* private_one) {
  atomic_fetch_add_explicit(b, true, memory_order_relaxed);          // expected-error {{no matching function}}
  atomic_fetch_add_explicit(private_one, 1, memory_order_relaxed);   // expected-error {{no matching function}}
  atomic_int copy = *i;                                              // expected-error {{deleted constructor}}
}
