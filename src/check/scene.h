// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "check/rule.h"
#include "check/state/object_state.h"
#include "model/finding.h"

namespace pewter::check {

// What a rule's function sees and makes its finding with. Used under the checker's lock.
class Scene {
 public:
  Scene(ObjectTable& objects, bool sees_synchronisation)
      : objects_(objects), sees_synchronisation_(sees_synchronisation) {}

  ObjectTable& objects() const { return objects_; }
  // Whether locks and threads of the program are told of: only then is there something to say about order.
  bool sees_synchronisation() const { return sees_synchronisation_; }

  // A finding about `object` with the rule's own part, the timeline and the threads filled in.
  model::Finding begin(const Rule& rule, ObjectState& object) const;
  model::Side side(std::string_view role, const Record& record) const { return {std::string(role), moment(record)}; }
  model::Moment moment(const Record& record) const;
  // MTLCommandBuffer 12 "frame"
  std::string name(model::ObjectId id) const;

 private:
  ObjectTable& objects_;
  bool sees_synchronisation_;
};

// thread 4711
std::string thread_name(std::uint32_t thread);
// one command buffer used by 4 threads
std::string shared_by(const ObjectState& object);

}  // namespace pewter::check
