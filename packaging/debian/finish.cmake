# What Debian has otherwise than other systems: manual pages and changelogs are compressed, and a
# changelog tells of the package. CPack runs it over the folder that becomes the package.
set(root "${CPACK_TEMPORARY_INSTALL_DIRECTORY}")
set(documents "${root}/usr/share/doc/veille")

function(compressed file)
  execute_process(COMMAND gzip -9nf "${file}" COMMAND_ERROR_IS_FATAL ANY)
endfunction()

file(GLOB manuals "${root}/usr/share/man/man?/*.?")
foreach(manual IN LISTS manuals)
  compressed("${manual}")
endforeach()

file(RENAME "${documents}/CHANGELOG.md" "${documents}/changelog")
compressed("${documents}/changelog")

string(TIMESTAMP date "%a, %d %b %Y %H:%M:%S +0000" UTC)
file(WRITE "${documents}/changelog.Debian"
"veille (${CPACK_PACKAGE_VERSION}-${CPACK_DEBIAN_PACKAGE_RELEASE}) bookworm; urgency=medium

  * Version ${CPACK_PACKAGE_VERSION}; see changelog.gz.

 -- ${CPACK_PACKAGE_CONTACT}  ${date}
")
compressed("${documents}/changelog.Debian")
