// SPDX-License-Identifier: Apache-2.0
// NS:: as a program sees it.
#define NS_PRIVATE_IMPLEMENTATION
#include <Foundation/Foundation.hpp>

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <thread>

namespace {

class FoundationTest : public testing::Test {
 protected:
  NS::SharedPtr<NS::AutoreleasePool> pool = NS::TransferPtr(NS::AutoreleasePool::alloc()->init());
};

NS::String* text(const char* bytes) { return NS::String::string(bytes, NS::UTF8StringEncoding); }

TEST_F(FoundationTest, Strings) {
  NS::String* s = NS::String::alloc()->init("größe", NS::StringEncoding::UTF8StringEncoding);
  EXPECT_EQ(s->length(), 5u);
  EXPECT_EQ(s->character(2), u'ö');
  EXPECT_STREQ(s->utf8String(), "größe");
  EXPECT_STREQ(s->cString(NS::ISOLatin1StringEncoding),
               "gr\xF6\xDF"
               "e");
  EXPECT_EQ(s->cString(NS::ASCIIStringEncoding), nullptr);
  EXPECT_EQ(s->lengthOfBytes(NS::UTF8StringEncoding), 7u);
  EXPECT_EQ(s->lengthOfBytes(NS::ASCIIStringEncoding), 0u);
  EXPECT_GE(s->maximumLengthOfBytes(NS::UTF8StringEncoding), 7u);
  EXPECT_STREQ(s->stringByAppendingString(MTLSTR("!"))->utf8String(), "größe!");
  EXPECT_TRUE(s->isEqualToString(text("größe")));
  EXPECT_TRUE(s->isEqual(text("größe")));
  EXPECT_EQ(s->hash(), text("größe")->hash());
  EXPECT_EQ(s->rangeOfString(text("ß"), NS::LiteralSearch).location, 3u);
  EXPECT_EQ(s->rangeOfString(text("x"), 0).location, static_cast<NS::UInteger>(NS::NotFound));
  EXPECT_EQ(text("ABC")->caseInsensitiveCompare(text("abd")), NS::OrderedAscending);
  EXPECT_EQ(text("ABC")->caseInsensitiveCompare(text("abc")), NS::OrderedSame);
  s->release();
}

TEST_F(FoundationTest, StringsFromBadBytesAreNull) {
  EXPECT_EQ(text("\xFF"), nullptr);
  EXPECT_EQ(text(nullptr), nullptr);
  EXPECT_EQ(NS::String::alloc()->init("\xFF", NS::UTF8StringEncoding), nullptr);
  EXPECT_EQ(NS::String::string("x", NS::SymbolStringEncoding), nullptr);
}

TEST_F(FoundationTest, StringsFromWideBytes) {
  const char16_t wide[] = u"häß";
  EXPECT_STREQ(NS::String::string(reinterpret_cast<const char*>(wide), NS::UTF16StringEncoding)->utf8String(), "häß");
  auto* bytes = static_cast<char*>(malloc(3));
  memcpy(bytes, "abc", 3);
  auto s = NS::TransferPtr(NS::String::alloc()->init(bytes, 3, NS::UTF8StringEncoding, true));
  EXPECT_STREQ(s->utf8String(), "abc");
}

TEST_F(FoundationTest, LiteralsAreConstant) {
  const auto literal = [] { return MTLSTR("constant"); };
  EXPECT_EQ(literal(), literal());
  literal()->release();
  literal()->release();
  EXPECT_STREQ(literal()->utf8String(), "constant");
  EXPECT_EQ(NS::LocalizedDescriptionKey, MTLSTR("NSLocalizedDescription"));
}

TEST_F(FoundationTest, CallsOnNullDoNothing) {
  NS::String* volatile none = nullptr;
  EXPECT_EQ(none->length(), 0u);
  EXPECT_EQ(none->utf8String(), nullptr);
  EXPECT_EQ(none->retain(), nullptr);
  EXPECT_EQ(none->copy(), nullptr);
  EXPECT_EQ(none->rangeOfString(MTLSTR("x"), 0).location, 0u);
  none->release();
  NS::Error* volatile error = nullptr;
  EXPECT_EQ(error->localizedDescription()->utf8String(), nullptr);
  NS::Array* volatile array = nullptr;
  EXPECT_EQ(array->object(3), nullptr);
}

TEST_F(FoundationTest, OverReleaseIsForgiven) {
  NS::String* s = NS::String::alloc()->init("over", NS::UTF8StringEncoding);
  s->release();
  s->release();
  EXPECT_EQ(s->length(), 0u);  // a zombie is null
  EXPECT_EQ(s->utf8String(), nullptr);
  EXPECT_EQ(s->description(), nullptr);
}

TEST_F(FoundationTest, AnotherClassesMethodEndsTheProcess) {
  auto* wrong = reinterpret_cast<NS::Array*>(MTLSTR("no array"));
  EXPECT_DEATH(wrong->object(0), "-\\[NSString objectAtIndex:\\]: unrecognized selector sent to instance 0x");
}

TEST_F(FoundationTest, PoolsDrain) {
  NS::String* s = NS::String::alloc()->init("pooled", NS::UTF8StringEncoding);
  NS::AutoreleasePool* inner = NS::AutoreleasePool::alloc()->init();
  s->retain()->autorelease();
  inner->addObject(s->retain());
  EXPECT_EQ(s->retainCount(), 3u);
  inner->drain();
  EXPECT_EQ(s->retainCount(), 1u);
  s->release();
}

TEST_F(FoundationTest, ArraysAndEnumeration) {
  const NS::Object* objects[] = {text("a"), text("b"), text("c")};
  NS::Array* array = NS::Array::array(objects, 3);
  EXPECT_EQ(array->count(), 3u);
  EXPECT_STREQ(array->object<NS::String>(1)->utf8String(), "b");
  EXPECT_EQ(NS::Array::array()->count(), 0u);
  EXPECT_EQ(NS::Array::array(MTLSTR("x"))->count(), 1u);
  EXPECT_DEATH(array->object(3), "NSRangeException");
  objects[1] = nullptr;
  EXPECT_DEATH(NS::Array::array(objects, 3), "attempt to insert nil object from objects\\[1\\]");

  NS::FastEnumerationState state{};
  NS::Object* buffer[2];
  auto* fast = reinterpret_cast<NS::FastEnumeration*>(array);
  EXPECT_EQ(fast->countByEnumerating(&state, buffer, 2), 2u);
  EXPECT_EQ(fast->countByEnumerating(&state, buffer, 2), 1u);
  EXPECT_STREQ(static_cast<NS::String*>(state.itemsPtr[0])->utf8String(), "c");
  EXPECT_EQ(fast->countByEnumerating(&state, buffer, 2), 0u);
}

TEST_F(FoundationTest, DictionariesAndSets) {
  const NS::Object* keys[] = {text("one"), text("two")};
  const NS::Object* values[] = {NS::Number::number(1), NS::Number::number(2)};
  NS::Dictionary* map = NS::Dictionary::dictionary(values, keys, 2);
  EXPECT_EQ(map->object<NS::Number>(MTLSTR("two"))->intValue(), 2);
  EXPECT_EQ(map->object(MTLSTR("three")), nullptr);
  std::set<std::string> seen;
  NS::Enumerator<NS::String>* names = map->keyEnumerator<NS::String>();
  while (NS::String* name = names->nextObject()) seen.insert(name->utf8String());
  EXPECT_EQ(seen, (std::set<std::string>{"one", "two"}));
  EXPECT_EQ(map->keyEnumerator()->allObjects()->count(), 2u);

  auto set = NS::TransferPtr(NS::Set::alloc()->init(keys, 2));
  EXPECT_EQ(set->count(), 2u);
  EXPECT_EQ(set->objectEnumerator()->allObjects()->count(), 2u);
}

TEST_F(FoundationTest, NumbersAndValues) {
  EXPECT_EQ(NS::Number::number(-7)->longLongValue(), -7);
  EXPECT_EQ(NS::Number::number(2.5f)->doubleValue(), 2.5);
  EXPECT_TRUE(NS::Number::number(true)->boolValue());
  EXPECT_STREQ(NS::Number::number(true)->objCType(), "c");
  EXPECT_STREQ(NS::Number::number(42ul)->stringValue()->utf8String(), "42");
  EXPECT_EQ(NS::Number::number(1)->compare(NS::Number::number(2.0)), NS::OrderedAscending);
  EXPECT_TRUE(NS::Number::number(1)->isEqualToNumber(NS::Number::number(1u)));
  auto owned = NS::TransferPtr(NS::Number::alloc()->init(3ll));
  EXPECT_EQ(owned->integerValue(), 3);

  const NS::Range range(3, 4);
  NS::Value* value = NS::Value::value(&range, "{_NSRange=QQ}");
  NS::Range copy(0, 0);
  value->getValue(&copy, sizeof(copy));
  EXPECT_TRUE(copy.Equal(range));
  EXPECT_DEATH(value->getValue(&copy, 4), "expected to be 16 bytes");
  EXPECT_EQ(NS::Value::value(&range, "nonsense!"), nullptr);
  EXPECT_EQ(NS::Value::value(&copy)->pointerValue(), &copy);
}

TEST_F(FoundationTest, Errors) {
  NS::Error* error = NS::Error::error(NS::CocoaErrorDomain, 42,
                                      NS::Dictionary::dictionary(MTLSTR("went wrong"), NS::LocalizedDescriptionKey));
  EXPECT_EQ(error->code(), 42);
  EXPECT_STREQ(error->domain()->utf8String(), "NSCocoaErrorDomain");
  EXPECT_STREQ(error->localizedDescription()->utf8String(), "went wrong");
  EXPECT_EQ(error->localizedFailureReason(), nullptr);
  EXPECT_STREQ(error->description()->utf8String(), "Error Domain=NSCocoaErrorDomain Code=42 \"went wrong\"");
  auto bare = NS::TransferPtr(NS::Error::alloc()->init(NS::POSIXErrorDomain, 2, nullptr));
  EXPECT_NE(bare->localizedDescription(), nullptr);
  EXPECT_EQ(bare->userInfo()->count(), 0u);
}

TEST_F(FoundationTest, BundlesUrlsProcess) {
  NS::Bundle* main = NS::Bundle::mainBundle();
  ASSERT_NE(main->bundlePath(), nullptr);
  EXPECT_TRUE(main->bundlePath()->isEqualToString(main->resourcePath()));
  EXPECT_STREQ(main->bundleURL()->fileSystemRepresentation(), main->bundlePath()->utf8String());
  EXPECT_EQ(main->pathForResource(MTLSTR("default"), MTLSTR("no-such-type")), nullptr);
  EXPECT_EQ(NS::Bundle::bundle(MTLSTR("/no/such/place")), nullptr);
  EXPECT_EQ(NS::Bundle::alloc()->init(MTLSTR("/no/such/place")), nullptr);
  NS::Error* error = reinterpret_cast<NS::Error*>(1);
  EXPECT_TRUE(main->loadAndReturnError(&error));
  EXPECT_EQ(error, nullptr);
  EXPECT_FALSE(NS::Bundle::bundle(MTLSTR("/tmp"))->loadAndReturnError(&error));
  EXPECT_NE(error, nullptr);
  EXPECT_STREQ(NS::LocalizedString(MTLSTR("key"), nullptr)->utf8String(), "key");

  NS::ProcessInfo* process = NS::ProcessInfo::processInfo();
  EXPECT_EQ(process->processIdentifier(), getpid());
  EXPECT_GE(process->arguments()->count(), 1u);
  EXPECT_GE(process->activeProcessorCount(), 1u);
  EXPECT_GT(process->physicalMemory(), 1u << 20);
  EXPECT_GE(process->operatingSystemVersion().majorVersion, 14);
  EXPECT_TRUE(process->isOperatingSystemAtLeastVersion({13, 3, 0}));
  EXPECT_FALSE(process->isOperatingSystemAtLeastVersion({99, 0, 0}));
  EXPECT_FALSE(process->globallyUniqueString()->isEqual(process->globallyUniqueString()));
  int calls = 0;
  process->performActivity(NS::ActivityBackground, MTLSTR("why"), [&] { ++calls; });
  EXPECT_EQ(calls, 1);
}

TEST_F(FoundationTest, ConditionsWakeAndTimeOut) {
  auto condition = NS::TransferPtr(NS::Condition::alloc()->init());
  bool ready = false;
  std::thread other([&] {
    condition->lock();
    ready = true;
    condition->broadcast();
    condition->unlock();
  });
  condition->lock();
  while (!ready) condition->wait();
  EXPECT_FALSE(condition->waitUntilDate(NS::Date::dateWithTimeIntervalSinceNow(-1)));
  condition->unlock();
  other.join();
}

TEST_F(FoundationTest, ObserversComeAndGo) {
  auto alive = std::make_shared<int>(0);
  NS::ObserverFunction handler = [alive](NS::Notification*) { ++*alive; };
  NS::Object* observer = NS::NotificationCenter::defaultCenter()->addObserver(MTLSTR("n"), nullptr, nullptr, handler);
  ASSERT_NE(observer, nullptr);
  handler = nullptr;
  EXPECT_EQ(alive.use_count(), 2);
  NS::NotificationCenter::defaultCenter()->removeObserver(observer);
  EXPECT_EQ(alive.use_count(), 1);
}

TEST_F(FoundationTest, SharedPointersOwn) {
  NS::String* raw = NS::String::alloc()->init("shared", NS::UTF8StringEncoding);
  NS::SharedPtr<NS::String> a = NS::TransferPtr(raw);
  {
    NS::SharedPtr<NS::String> b = NS::RetainPtr(raw), c = a;
    NS::SharedPtr<NS::Object> base = a;
    EXPECT_EQ(raw->retainCount(), 4u);
    b = std::move(c);
    NS::SharedPtr<NS::String>& same = b;
    b = same;
    EXPECT_EQ(raw->retainCount(), 3u);
    base.reset();
    EXPECT_FALSE(base);
  }
  EXPECT_EQ(raw->retainCount(), 1u);
  NS::SharedPtr<NS::String> empty, copy_of_empty = empty;
  EXPECT_TRUE(empty == copy_of_empty);
  EXPECT_TRUE(a != empty);
  empty.reset();
  a.detach();
  raw->release();
}

TEST_F(FoundationTest, UnknownClassesAllocateNothing) {
  EXPECT_EQ(pewter_class_alloc("NSNoSuchClass"), nullptr);
  EXPECT_EQ(pewter_class_alloc(nullptr), nullptr);
}

}  // namespace
