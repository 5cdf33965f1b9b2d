// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "check/race/access_history.h"
#include "check/race/pass_hazards.h"
#include "check/scene.h"
#include "check/state/thread_state.h"

// One function a rule, or a family of rules that differ in little. Each makes the finding; when to ask is the checker's matter.
namespace pewter::check {

// PW0xx, PW1xx: the runtime found that Metal's own assertion would fail. `line` is that assertion's, `object` what it is about,
// `now` the call that broke it.
model::Finding explain_misuse(const Scene& scene, const Rule& rule, ObjectState& object, const Record& now, std::string_view line);

// PW201. `now` is not ordered after `earlier`.
model::Finding explain_unordered_use(const Scene& scene, ObjectState& object, const Record& earlier, const Record& now);

// PW202. `now` opens an encoder on `buffer` under the lock that was let go in the middle of its last session.
model::Finding explain_broken_session(const Scene& scene, ObjectState& buffer, const Record& now);

// PW301: of one encoder. PW302: of two.
model::Finding explain_missing_fence(const Scene& scene, ObjectState& resource, const Touch& earlier, const Touch& later);
model::Finding explain_missing_barrier(const Scene& scene, ObjectState& encoder, const Touch& earlier, const Touch& later);

// PW401. `now` is the end of `resource`, which `buffer`, committed before or after that, was given by `bound` and
// needs.
model::Finding explain_destroyed_in_flight(const Scene& scene, ObjectState& resource, const ObjectState& buffer, const Record& bound, const Record& now);

}  // namespace pewter::check
