// SPDX-License-Identifier: Apache-2.0
#include "compiler/frontend/token.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace pewter::compiler::frontend {
namespace {

bool starts_identifier(char c) { return std::isalpha(static_cast<unsigned char>(c)) || c == '_' || c == '$' || (c & 0x80); }
bool in_identifier(char c) { return starts_identifier(c) || std::isdigit(static_cast<unsigned char>(c)); }

// Longest first, so that the first match is the right one.
constexpr std::array<std::string_view, 27> kPunctuators = {"<<=", ">>=", "...", "->*", "<=>", "::", "->", "++", "--",
                                                           "<<",  ">>",  "<=",  ">=",  "==",  "!=", "&&", "||", "+=",
                                                           "-=",  "*=",  "/=",  "%=",  "&=",  "|=", "^=", "##", ".*"};

std::size_t literal_end(std::string_view text, std::size_t at) {
  const char quote = text[at++];
  while (at < text.size() && text[at] != quote) at += text[at] == '\\' ? 2 : 1;
  return std::min(at + 1, text.size());
}

std::size_t number_end(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    const char c = text[at];
    const bool sign_of_exponent = (c == '+' || c == '-') && std::string_view("eEpP").find(text[at - 1]) != std::string_view::npos;
    const bool separator = c == '\'' && at + 1 < text.size() && in_identifier(text[at + 1]);
    if (!in_identifier(c) && c != '.' && !sign_of_exponent && !separator) break;
    ++at;
  }
  return at;
}

// Whether `left` and `right` written without a space would lex as something else.
bool would_join(std::string_view left, std::string_view right) {
  const char a = left.back();
  const char b = right.front();
  if (in_identifier(a) && (in_identifier(b) || b == '"' || b == '\'')) return true;
  if (std::isdigit(static_cast<unsigned char>(left.front())) && (b == '.' || b == '+' || b == '-' || b == '\'')) return true;
  if (a == '"' || a == '\'') return in_identifier(b);
  if (a == '.' && std::isdigit(static_cast<unsigned char>(b))) return true;
  if (left.front() == '.' && left.size() > 1 && in_identifier(b)) return true;
  return std::ispunct(static_cast<unsigned char>(a)) && std::ispunct(static_cast<unsigned char>(b)) &&
         std::string_view("()[]{},;").find(a) == std::string_view::npos && std::string_view("()[]{},;").find(b) == std::string_view::npos;
}

// As a string literal has it.
std::string escaped(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '"' || c == '\\') result += '\\';
    if (c != '\n') result += c;
  }
  return result;
}

}  // namespace

void Edits::replace(std::size_t at, std::size_t count, std::string text) { edits_.push_back({at, edits_.size(), count, lex(text), false}); }

void Edits::insert(std::size_t at, Tokens tokens) { edits_.push_back({at, edits_.size(), 0, std::move(tokens), true}); }

void Edits::apply(Tokens& tokens) {
  if (edits_.empty()) return;
  std::sort(edits_.begin(), edits_.end(), [](const Edit& a, const Edit& b) { return std::pair(a.at, a.order) < std::pair(b.at, b.order); });
  Tokens result;
  result.reserve(tokens.size() + edits_.size() * 4);
  std::size_t next = 0;
  for (Edit& edit : edits_) {
    while (next < edit.at && next < tokens.size()) result.push_back(std::move(tokens[next++]));
    // A replaced token may have been moved from already by an overlapping edit; only its flags and place are read.
    const Token* place = edit.at < tokens.size() ? &tokens[edit.at] : tokens.empty() ? nullptr : &tokens.back();
    bool first = true;
    for (Token& token : edit.tokens) {
      if (!edit.located && place) {
        token.location = place->location;
        if (first) {
          token.space_before = true;
          token.line_start = place->line_start;
        }
      }
      first = false;
      result.push_back(std::move(token));
    }
    next = std::max(next, std::min(edit.at + edit.count, tokens.size()));
  }
  while (next < tokens.size()) result.push_back(std::move(tokens[next++]));
  tokens = std::move(result);
  edits_.clear();
}

Tokens lex(std::string_view text) {
  Tokens tokens;
  std::size_t at = 0;
  bool space = false;
  bool line_start = true;
  while (at < text.size()) {
    const char c = text[at];
    if (std::isspace(static_cast<unsigned char>(c)) || c == '\0') {
      line_start |= c == '\n';
      space = true;
      ++at;
      continue;
    }
    if (c == '/' && at + 1 < text.size() && text[at + 1] == '/') {
      at = std::min(text.find('\n', at), text.size());
      continue;
    }
    if (c == '/' && at + 1 < text.size() && text[at + 1] == '*') {
      const auto end = text.find("*/", at + 2);
      at = end == std::string_view::npos ? text.size() : end + 2;
      space = true;
      continue;
    }
    Token token;
    std::size_t end = at + 1;
    if (c == '#' && line_start) {
      token.kind = TokenKind::pragma;
      end = std::min(text.find('\n', at), text.size());
    } else if (starts_identifier(c)) {
      token.kind = TokenKind::identifier;
      while (end < text.size() && in_identifier(text[end])) ++end;
      // Prefixed literals: u8"x", L'c'.
      if (end < text.size() && end - at <= 2 && (text[end] == '"' || text[end] == '\'') &&
          (text.substr(at, end - at) == "u8" || text.substr(at, end - at) == "L" || text.substr(at, end - at) == "u" ||
           text.substr(at, end - at) == "U")) {
        token.kind = TokenKind::literal;
        end = literal_end(text, end);
      }
    } else if (std::isdigit(static_cast<unsigned char>(c)) ||
               (c == '.' && end < text.size() && std::isdigit(static_cast<unsigned char>(text[end])))) {
      token.kind = TokenKind::number;
      end = number_end(text, end);
    } else if (c == '"' || c == '\'') {
      token.kind = TokenKind::literal;
      end = literal_end(text, at);
    } else {
      for (std::string_view punctuator : kPunctuators) {
        if (text.substr(at, punctuator.size()) == punctuator) {
          end = at + punctuator.size();
          break;
        }
      }
    }
    token.text = text.substr(at, end - at);
    token.space_before = space;
    token.line_start = line_start;
    tokens.push_back(std::move(token));
    at = end;
    space = line_start = false;
  }
  return tokens;
}

std::size_t Emitted::token_at(std::uint32_t offset) const {
  const auto after = std::upper_bound(offsets.begin(), offsets.end(), offset);
  return after == offsets.begin() ? 0 : static_cast<std::size_t>(after - offsets.begin()) - 1;
}

Emitted emit(const Tokens& tokens) { return emit(tokens, nullptr); }

Emitted emit(const Tokens& tokens, const std::function<Place(const Token&)>& place_of) {
  Emitted result;
  std::string_view file;
  unsigned next_line = 0;  // the one that Clang would count, of `file`
  std::size_t size = 0;
  for (const Token& token : tokens) size += token.text.size() + 1;
  result.text.reserve(size + 1);
  result.offsets.reserve(tokens.size());
  const Token* previous = nullptr;
  for (const Token& token : tokens) {
    if (previous) {
      if (token.line_start || token.kind == TokenKind::pragma || previous->kind == TokenKind::pragma) {
        result.text += '\n';
        ++next_line;
      } else if (token.space_before || (!previous->text.empty() && !token.text.empty() && would_join(previous->text, token.text))) {
        result.text += ' ';
      }
    }
    if (place_of && token.kind != TokenKind::pragma && (result.text.empty() || result.text.back() == '\n')) {
      const Place place = place_of(token);
      if (!place.file.empty() && (place.line != next_line || place.file != file)) {
        result.text += "#line " + std::to_string(place.line);
        if (place.file != file) result.text += " \"" + escaped(place.file) + '"';
        result.text += '\n';
        file = place.file;
        next_line = place.line;
      }
    }
    result.offsets.push_back(static_cast<std::uint32_t>(result.text.size()));
    result.text += token.text;
    previous = &token;
  }
  result.text += '\n';
  return result;
}

std::string spelled(const Tokens& tokens) {
  std::string text = emit(tokens).text;
  std::string result;
  for (char c : text) {
    if (c == '\n') c = ' ';
    if (c == ' ' && (result.empty() || result.back() == ' ')) continue;
    result += c;
  }
  while (!result.empty() && result.back() == ' ') result.pop_back();
  return result;
}

}  // namespace pewter::compiler::frontend
