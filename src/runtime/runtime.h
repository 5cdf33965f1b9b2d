// SPDX-License-Identifier: Apache-2.0
#pragma once

// All of the runtime's classes, for the API: descriptors hold references to some of them, and need them complete.
#include "runtime/argument_encoder.h"
#include "runtime/blit_command_encoder.h"
#include "runtime/buffer.h"
#include "runtime/capture_manager.h"
#include "runtime/capture_scope.h"
#include "runtime/command_buffer.h"
#include "runtime/command_queue.h"
#include "runtime/compute_command_encoder.h"
#include "runtime/compute_pipeline_state.h"
#include "runtime/descriptors.h"
#include "runtime/device.h"
#include "runtime/event.h"
#include "runtime/fence.h"
#include "runtime/function.h"
#include "runtime/heap.h"
#include "runtime/library.h"
#include "runtime/log_state.h"
#include "runtime/residency_set.h"
#include "runtime/shared_event.h"
