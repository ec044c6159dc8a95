package dev.wardstream.ingest;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;

/**
 * Puts per second and CPU seconds per million, by hand: {@code main} starts broker, ingest and
 * clients in this process and reports the CPU time of the ingest I/O threads and the producer
 * thread alone.
 */
final class PutLoad {
  private static final int CLIENTS = 8;
  private static final int WINDOW = 256;
  private static final int BATCH = 16;

  private PutLoad() {}

  static void main(String[] args) throws Exception {
    var puts = Integer.parseInt(args[0]);
    try (var ward = new Ward("COMPRESSION", args.length > 1 ? args[1] : "none")) {
      for (var round = 0; round < 4; round++) {
        measure(ward, puts, round);
      }
    }
  }

  private static void measure(Ward ward, int puts, int round) {
    var cpu = cpu("XNIO") + cpu("kafka-producer");
    var io = cpu("XNIO");
    var started = System.nanoTime();
    var clients = new ArrayList<CompletableFuture<Void>>();
    for (var i = 0; i < CLIENTS; i++) {
      var name = "mon-" + i;
      var first = 1L + (long) round * puts;
      clients.add(
          CompletableFuture.runAsync(
              () -> run(ward, name, first, puts / CLIENTS),
              r -> {
                Thread.ofPlatform().name("load-" + name).start(r);
              }));
    }
    clients.forEach(CompletableFuture::join);
    var seconds = (System.nanoTime() - started) / 1e9;
    var used = (cpu("XNIO") + cpu("kafka-producer") - cpu) / 1e9;
    System.out.printf(
        "%d puts, %.0f/s, %.2f CPU-s per million (io %.2f)%n",
        puts, puts / seconds, used * 1e6 / puts, (cpu("XNIO") - io) / 1e3 / puts);
  }

  private static long cpu(String prefix) {
    var threads = ManagementFactory.getThreadMXBean();
    var sum = 0L;
    for (var id : threads.getAllThreadIds()) {
      var info = threads.getThreadInfo(id);
      if (info != null && info.getThreadName().startsWith(prefix)) {
        sum += threads.getThreadCpuTime(id);
      }
    }
    return sum;
  }

  private static void run(Ward ward, String device, long first, int puts) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), ward.server.port())) {
      socket.setTcpNoDelay(true);
      var out = socket.getOutputStream();
      var in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1 << 16));
      out.write(
          ("GET /v1/ingest HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                  + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
                  + "Authorization: Bearer "
                  + ward.device(device)
                  + "\r\n\r\n")
              .getBytes(StandardCharsets.ISO_8859_1));
      skipHead(in);
      var answered = -1; // the greeting is a line too
      var sent = 0;
      while (answered < puts) {
        while (sent < puts && sent - answered < WINDOW) {
          var batch = ByteBuffer.allocate(BATCH * 512);
          for (var i = 0; i < BATCH && sent < puts; i++, sent++) {
            put(batch, device, first + sent);
          }
          out.write(batch.array(), 0, batch.position());
        }
        answered += lines(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void skipHead(DataInputStream in) throws IOException {
    for (var last = 0; last != 0x0D0A0D0A; ) {
      last = (last << 8) | in.readUnsignedByte();
    }
  }

  /** Lines of the next frame; none when it is not text. */
  private static int lines(DataInputStream in) throws IOException {
    var text = in.readUnsignedByte() == 0x81;
    var length = in.readUnsignedByte();
    length = length == 126 ? in.readUnsignedShort() : length;
    var lines = text ? 1 : 0;
    for (var each : in.readNBytes(length)) {
      lines += text && each == '\n' ? 1 : 0;
    }
    return lines;
  }

  private static void put(ByteBuffer batch, String device, long seq) {
    var json =
        ("{\"id\":%d,\"put\":{\"device\":\"%s\",\"boot\":1763719200,\"seq\":%d,\"readings\":["
                + "{\"t\":1763719205000,\"hr\":72,\"rr\":16,\"spo2\":97.5}]}}")
            .formatted(seq, device, seq)
            .getBytes(StandardCharsets.UTF_8);
    batch.put((byte) 0x81).put((byte) (0x80 | 126)).putShort((short) json.length);
    batch.putInt(0).put(json);
  }
}
