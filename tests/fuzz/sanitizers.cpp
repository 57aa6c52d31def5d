// What the sanitizers are told wherever a target runs.

/// Xapian::Database::check of 1.4.22 frees a table under its base's size: not ours.
extern "C" const char* __asan_default_options();
extern "C" const char* __asan_default_options() {
  return "new_delete_type_mismatch=0:detect_stack_use_after_return=1";
}

extern "C" const char* __ubsan_default_options();
extern "C" const char* __ubsan_default_options() { return "print_stacktrace=1"; }
