#pragma once

// The door: whether two records are one person.
#include "matching/compare.h"
#include "matching/crowd.h"
#include "matching/person.h"
