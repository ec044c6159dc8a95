// SPDX-License-Identifier: Apache-2.0
package dev.wardstream.benchmarks;

import java.nio.ByteBuffer;

/** Counts slashes, eight bytes at a time. */
final class Slashes {
  private static final long EACH = 0x2f2f_2f2f_2f2f_2f2fL;
  private static final long LOW = 0x7f7f_7f7f_7f7f_7f7fL;

  private Slashes() {}

  static long count(ByteBuffer text) {
    long count = 0;
    int at = text.position();
    int end = text.limit();
    for (; at <= end - Long.BYTES; at += Long.BYTES) {
      long differing = text.getLong(at) ^ EACH;
      long zeros = ~(((differing & LOW) + LOW) | differing | LOW);
      count += Long.bitCount(zeros);
    }
    for (; at < end; at++) {
      count += text.get(at) == '/' ? 1 : 0;
    }
    return count;
  }
}
