# Installs the units with the paths of the prefix that is installed to, which may differ from the one
# that was configured, and the configuration where there is none yet. Wants SOURCE, the folder of this
# file; WORK, one to write into; BINDIR and SYSCONFDIR as GNUInstallDirs has them.

# The rules of GNUInstallDirs: /usr has its configuration in /etc.
function(installed_path out directory)
  if(IS_ABSOLUTE "${directory}")
    set(path "${directory}")
  elseif(directory STREQUAL "etc" AND CMAKE_INSTALL_PREFIX MATCHES "^/usr/?$")
    set(path "/etc")
  else()
    set(path "${CMAKE_INSTALL_PREFIX}/${directory}")
  endif()
  set(${out} "${path}" PARENT_SCOPE)
endfunction()

installed_path(bin "${BINDIR}")
installed_path(configuration "${SYSCONFDIR}")

file(GLOB units RELATIVE "${SOURCE}/systemd" "${SOURCE}/systemd/*")
foreach(unit IN LISTS units)
  file(READ "${SOURCE}/systemd/${unit}" text)
  string(REPLACE "/usr/bin/veille-" "${bin}/veille-" text "${text}")
  string(REPLACE "/etc/veille/" "${configuration}/veille/" text "${text}")
  file(WRITE "${WORK}/${unit}" "${text}")
  file(INSTALL "${WORK}/${unit}" DESTINATION "${CMAKE_INSTALL_PREFIX}/lib/systemd/system")
endforeach()

foreach(name veille.yaml searchd.toml)
  if(EXISTS "$ENV{DESTDIR}${configuration}/veille/${name}")
    message(STATUS "Kept: ${configuration}/veille/${name}")
  else()
    file(INSTALL "${SOURCE}/config/${name}" DESTINATION "${configuration}/veille")
  endif()
endforeach()
