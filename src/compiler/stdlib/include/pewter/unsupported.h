// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <pewter/vector.h>

// What Pewter has not: declared so that a use gives one error, at the use, which names it.
#define __pewter_unsupported(what) __attribute__((unavailable(what " are not supported by Pewter")))

namespace metal {
enum class access { sample, read, write, read_write };
namespace __pewter {
// The members that programs call, so that the type alone is what they hear about.
template <typename T>
struct texture_members {
  template <typename... A> vec<T, 4> sample(A...) const;
  template <typename... A> vec<T, 4> gather(A...) const;
  template <typename... A> vec<T, 4> read(A...) const;
  template <typename... A> T sample_compare(A...) const;
  template <typename... A> void write(A...) const;
  template <typename... A> uint get_width(A...) const;
  template <typename... A> uint get_height(A...) const;
  template <typename... A> uint get_depth(A...) const;
  uint get_array_size() const;
  uint get_num_mip_levels() const;
  uint get_num_samples() const;
  void fence() const;
};
}  // namespace __pewter
#define __pewter_x(name)                                             \
  template <typename T, access A = access::sample, typename... More> \
  struct __pewter_unsupported("textures") name : __pewter::texture_members<T> {};
__pewter_x(texture1d) __pewter_x(texture1d_array) __pewter_x(texture2d) __pewter_x(texture2d_array) __pewter_x(texture3d)
__pewter_x(texturecube) __pewter_x(texturecube_array) __pewter_x(texture2d_ms) __pewter_x(texture2d_ms_array)
__pewter_x(texture_buffer) __pewter_x(depth2d) __pewter_x(depth2d_array) __pewter_x(depthcube) __pewter_x(depthcube_array)
__pewter_x(depth2d_ms) __pewter_x(depth2d_ms_array)
#undef __pewter_x

enum class coord { normalized, pixel };
enum class filter { nearest, linear, bicubic };
enum class min_filter { nearest, linear, bicubic };
enum class mag_filter { nearest, linear, bicubic };
enum class mip_filter { none, nearest, linear };
enum class address { clamp_to_zero, clamp_to_edge, repeat, mirrored_repeat, clamp_to_border };
enum class s_address { clamp_to_zero, clamp_to_edge, repeat, mirrored_repeat, clamp_to_border };
enum class t_address { clamp_to_zero, clamp_to_edge, repeat, mirrored_repeat, clamp_to_border };
enum class r_address { clamp_to_zero, clamp_to_edge, repeat, mirrored_repeat, clamp_to_border };
enum class border_color { transparent_black, opaque_black, opaque_white };
enum class compare_func { none, less, less_equal, greater, greater_equal, equal, not_equal, always, never };
struct __pewter_unsupported("samplers") sampler {
  template <typename... A> constexpr sampler(A...) {}
};

template <typename Signature> struct __pewter_unsupported("visible function tables") visible_function_table {};
enum class topology { point, line, triangle };
template <typename V, typename P, size_t Vertices, size_t Primitives, topology T> struct __pewter_unsupported("mesh shaders") mesh {};
struct __pewter_unsupported("mesh shaders") mesh_grid_properties {};
template <typename T, size_t N> struct __pewter_unsupported("tessellation functions") patch_control_point {};
template <typename... T> struct __pewter_unsupported("imageblocks") imageblock {};
template <typename T, int P = 0> struct __pewter_unsupported("fragment functions") interpolant {};
struct __pewter_unsupported("rasterization rate maps") rasterization_rate_map_data {};
struct __pewter_unsupported("indirect command buffers") command_buffer {};
struct __pewter_unsupported("indirect command buffers") render_command {};
struct __pewter_unsupported("indirect command buffers") compute_command {};
struct __pewter_unsupported("indirect command buffers") compute_pipeline_state {};
template <typename... T> struct __pewter_unsupported("tensors") tensor {};
__pewter_unsupported("fragment functions") void discard_fragment();

namespace raytracing {
struct __pewter_unsupported("ray tracing functions") ray {};
struct __pewter_unsupported("ray tracing functions") acceleration_structure_instance_descriptor {};
struct triangle_data;
struct instancing;
struct world_space_data;
template <typename... T> struct __pewter_unsupported("ray tracing functions") intersector {};
template <typename... T> struct __pewter_unsupported("ray tracing functions") intersection_result {};
template <typename... T> struct __pewter_unsupported("ray tracing functions") intersection_query {};
template <typename... T> struct __pewter_unsupported("ray tracing functions") intersection_params {};
template <typename... T> struct __pewter_unsupported("ray tracing functions") intersection_function_table {};
template <typename... T> struct __pewter_unsupported("ray tracing functions") acceleration_structure {};
struct __pewter_unsupported("ray tracing functions") primitive_acceleration_structure {};
struct __pewter_unsupported("ray tracing functions") instance_acceleration_structure {};
}  // namespace raytracing
}  // namespace metal
#undef __pewter_unsupported
