// SPDX-License-Identifier: Apache-2.0
package dev.wardstream.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What tells a server the items that it is to hand to everybody. One thread. */
interface Source extends AutoCloseable {

  /** Sends one item of about 200 bytes with this {@code seq}. */
  void send(long seq) throws IOException;

  @Override
  void close() throws IOException;

  /** As the push service writes a reading: for servers that hand on what they are given. */
  static byte[] item(long seq) {
    var text =
        "{\"at\":\"vitals.readings/3/88121\",\"data\":{\"patient\":\"p-7\",\"device\":\"mon-7\","
            + "\"boot\":1,\"seq\":"
            + seq
            + ",\"arrivedAt\":\"2026-11-22T10:00:06.120Z\",\"readings\":[{"
            + "\"t\":\"2026-11-22T10:00:05.000Z\",\"hr\":72,\"rr\":16,\"spo2\":97}]}}";
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
