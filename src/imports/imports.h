#pragma once

#include "imports/import_view.h"
#include "imports/routes.h"

// The door: old lists of people come in, and lists go out.
