#pragma once

namespace saudi {

// Makes now what ICU and this room make at their first use. Where there is no memory for it ICU 72
// ends the program or says no ever after, so it happens before anybody is served.
void prepare();

}  // namespace saudi
