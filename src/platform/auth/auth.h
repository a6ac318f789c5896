#pragma once

// The door: who is asking (sign_ins, staff, codes), and what they may do (rights). Use only this.
#include "platform/auth/codes.h"
#include "platform/auth/hasher.h"
#include "platform/auth/rights.h"
#include "platform/auth/sign_ins.h"
#include "platform/auth/staff.h"
#include "platform/auth/staff_sign_in.h"
