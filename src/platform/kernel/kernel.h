#pragma once

// The door of the kernel: what every other room takes for granted. No room but this one reads the
// clock, the environment or the system's randomness.
#include "platform/kernel/clock.h"
#include "platform/kernel/config.h"
#include "platform/kernel/limits.h"
#include "platform/kernel/log.h"
#include "platform/kernel/random.h"
