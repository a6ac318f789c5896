#pragma once

// The door: lists that people keep in spreadsheets, read in a child process and written here.
#include "platform/sheets/read_book.h"
#include "platform/sheets/write_book.h"
