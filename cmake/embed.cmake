# Text files that the program carries in itself: sila_embed(TARGET SYMBOL file…) makes generated/embedded/SYMBOL.cc with
# `const std::vector<embedded::File>& embedded::SYMBOL()`; declared in generated/embedded/SYMBOL.h.
function(sila_embed target symbol)
  set(out ${CMAKE_BINARY_DIR}/generated/embedded)
  file(MAKE_DIRECTORY ${out})
  add_custom_command(
    OUTPUT ${out}/${symbol}.cc ${out}/${symbol}.h
    COMMAND python3 ${CMAKE_SOURCE_DIR}/tools/embed ${out} ${symbol} ${CMAKE_SOURCE_DIR} ${ARGN}
    DEPENDS ${ARGN} ${CMAKE_SOURCE_DIR}/tools/embed
    VERBATIM)
  target_sources(${target} PRIVATE ${out}/${symbol}.cc)
endfunction()

function(sila_embed_platform_db)
  file(GLOB migrations CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/db/migrations/*/*.sql)
  sila_embed(room_platform_db migrations ${migrations})
endfunction()

function(sila_embed_policy)
  file(GLOB texts CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/texts/pack/*.json)
  sila_embed(room_policy pack_texts ${texts})
endfunction()

function(sila_embed_platform_kernel)
  file(GLOB texts CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/texts/refusals/*.json)
  sila_embed(room_platform_kernel refusal_texts ${texts})
endfunction()

function(sila_embed_platform_exports)
  file(GLOB texts CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/texts/exports/*.json)
  sila_embed(room_platform_exports export_texts ${texts})
endfunction()

function(sila_embed_organisation)
  sila_embed(room_organisation holidays ${CMAKE_SOURCE_DIR}/texts/holidays.json)
endfunction()

function(sila_embed_messages)
  file(GLOB texts CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/texts/messages/*.json)
  sila_embed(room_messages message_texts ${texts})
endfunction()

function(sila_embed_reporting)
  sila_embed(room_reporting not_measured ${CMAKE_SOURCE_DIR}/texts/reporting/not_measured.json)
endfunction()

function(sila_embed_imports)
  file(GLOB texts CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/texts/imports/*.json)
  sila_embed(room_imports import_texts ${texts})
endfunction()

function(sila_embed_app)
  target_compile_definitions(room_app PRIVATE SILA_VERSION="${PROJECT_VERSION}")
  sila_embed(room_app demo_names ${CMAKE_SOURCE_DIR}/texts/demo/names.json)
endfunction()
