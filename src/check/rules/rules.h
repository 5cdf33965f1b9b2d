// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "check/race/access_history.h"
#include "check/race/memory_uses.h"
#include "check/race/pass_hazards.h"
#include "check/scene.h"
#include "check/state/residency.h"
#include "check/state/thread_state.h"
#include "check/waits/asleep.h"
#include "check/waits/chain.h"

// One function a rule, or a family of rules that differ in little. Each makes the finding; when to ask is the checker's
// matter.
namespace pewter::check {

// PW0xx, PW1xx: the runtime found that Metal's own assertion, or its validation layer's, would fail. `line` is that
// assertion's, `object` what it is about, `now` the call that broke it. `why`: what the runtime knows of the arguments,
// a sentence a line.
model::Finding explain_misuse(const Scene& scene, const Rule& rule, ObjectState& object, const Record& now,
                              std::string_view line, std::string_view why);

// PW201. `now` is not ordered after `earlier`.
model::Finding explain_unordered_use(const Scene& scene, ObjectState& object, const Record& earlier, const Record& now);

// PW202. `now` opens an encoder on `buffer` under the lock that was let go in the middle of its last session.
model::Finding explain_broken_session(const Scene& scene, ObjectState& buffer, const Record& now);

// PW301: of one encoder. PW302: of two.
model::Finding explain_missing_fence(const Scene& scene, ObjectState& resource, const Hazard& hazard);
model::Finding explain_missing_barrier(const Scene& scene, ObjectState& encoder, const Hazard& hazard);

// PW303. A touch of the program's meets work that nobody has seen complete.
model::Finding explain_processor_access(const Scene& scene, ObjectState& resource, const Meeting& meeting);

// PW401. `now` is the end of `resource`, which `buffer`, committed before or after that, was given by `bound` and
// needs.
model::Finding explain_destroyed_in_flight(const Scene& scene, ObjectState& resource, const ObjectState& buffer,
                                           const Record& bound, const Record& now);

// PW403. `dispatch` reaches what is absent.
model::Finding explain_not_resident(const Scene& scene, const PointerDispatch& dispatch, const Absence& absence);

// PW404. `now` uses what was destroyed. `ordered`: it comes after that in every run.
model::Finding explain_used_after_destroyed(const Scene& scene, ObjectState& object, const Record& now, bool ordered);

// PW501 to PW504. `certain`: no thread is left that could make the wait end.
model::Finding explain_stuck(const Scene& scene, const Chain& chain, bool certain);

// PW509.
model::Finding explain_all_asleep(const Scene& scene, const Asleep& asleep);

// PW505, PW506. `now` is the wait for `buffer`, from a handler of `handled`.
model::Finding explain_wait_in_handler(const Scene& scene, ObjectState& buffer, const ObjectState& handled,
                                       const Record& registered, const Record& now);

// PW507. `now` signals less than `earlier` did.
model::Finding explain_event_goes_back(const Scene& scene, ObjectState& event, const Record& earlier,
                                       const Record& now);

// PW508. `registered` is where the handler came from, `now` where it ended.
model::Finding explain_handler_threw(const Scene& scene, ObjectState& object, const Record& registered,
                                     const Record& now, std::string_view what);

}  // namespace pewter::check
