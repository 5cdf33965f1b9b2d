// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace pewter::session {

// Text for standard error, made and written in a signal handler: no allocation, no lock, no function that a signal
// handler may not call. What does not fit is left out.
class CrashLine {
 public:
  CrashLine& add(std::string_view text);
  CrashLine& add_number(std::uint64_t number);
  CrashLine& add_hexadecimal(std::uint64_t number);
  // SIGSEGV
  CrashLine& add_signal(int signal);
  // "name", of the calling thread; of its bytes those that do no harm to a terminal.
  CrashLine& add_thread_name();
  // libfoo.so+0x1234; the number alone where no module has it.
  CrashLine& add_code(std::uint64_t address);

  std::string_view text() const { return {data_, size_}; }
  // A reader that does not read is waited for as long as a second, and then left out.
  void write() const;

 private:
  char data_[1024];
  std::size_t size_ = 0;
};

}  // namespace pewter::session
