# veille_harden(TARGET): what makes a flaw in memory harder to use, for TARGET and all that link it.
include(CheckCXXCompilerFlag)

# Adds those of the flags after TARGET that the compiler knows.
function(veille_add_known_flags target)
  foreach(flag IN LISTS ARGN)
    string(MAKE_C_IDENTIFIER "VEILLE_KNOWS${flag}" known)
    check_cxx_compiler_flag(${flag} ${known})
    if(${known})
      target_compile_options(${target} INTERFACE ${flag})
    endif()
  endforeach()
endfunction()

function(veille_harden target)
  string(TOUPPER "${CMAKE_BUILD_TYPE}" type)
  set(flags "${CMAKE_CXX_FLAGS} ${CMAKE_CXX_FLAGS_${type}}")
  target_compile_definitions(${target} INTERFACE _GLIBCXX_ASSERTIONS)
  veille_add_known_flags(${target} -fstack-protector-strong)
  if(CMAKE_SYSTEM_PROCESSOR MATCHES "^(x86_64|AMD64|i[3-6]86)$")
    veille_add_known_flags(${target} -fcf-protection=full)
  endif()
  # Sanitizers see what these would hide: reads of what was never written, and calls that they replace.
  if(NOT flags MATCHES "-fsanitize")
    veille_add_known_flags(${target} -fstack-clash-protection)
    if(NOT type STREQUAL "DEBUG")  # Valgrind would be blind, and clang 14, which lints these builds, knows no such flag.
      veille_add_known_flags(${target} -ftrivial-auto-var-init=zero)
    endif()
    if(flags MATCHES "-O[1-3s]")  # Without optimisation glibc only warns that it checks nothing.
      target_compile_options(${target} INTERFACE -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3)
    endif()
  endif()
  target_compile_options(${target} INTERFACE -fPIE)
  target_link_options(${target} INTERFACE -pie -Wl,-z,relro,-z,now,-z,noexecstack)
endfunction()
