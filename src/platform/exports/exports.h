#pragma once

// The door: any list of the desk as a file, by the very function that answers its page.
#include "platform/exports/list.h"
#include "platform/exports/words.h"
