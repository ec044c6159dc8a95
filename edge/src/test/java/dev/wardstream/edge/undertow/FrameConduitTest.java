// SPDX-License-Identifier: Apache-2.0
package dev.wardstream.edge.undertow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xnio.conduits.AbstractStreamSinkConduit;
import org.xnio.conduits.StreamSinkConduit;
import org.xnio.conduits.WriteReadyHandler;

class FrameConduitTest {
  private static final StreamSinkConduit NOTHING =
      (StreamSinkConduit)
          Proxy.newProxyInstance(
              FrameConduitTest.class.getClassLoader(),
              new Class<?>[] {StreamSinkConduit.class},
              (_, method, _) -> {
                throw new UnsupportedOperationException(method.getName());
              });

  private final Socket socket = new Socket();
  private final Library library = new Library();
  private final FrameConduit frames = new FrameConduit(socket, library);
  private final ArrayList<Boolean> sent = new ArrayList<>();

  /** Takes as many bytes as it is told to. */
  private static final class Socket extends AbstractStreamSinkConduit<StreamSinkConduit> {
    final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    int room;
    boolean broken;
    boolean resumed;
    boolean ended;

    Socket() {
      super(NOTHING);
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
      if (broken) {
        throw new IOException("reset by peer");
      }
      var count = Math.min(room, source.remaining());
      for (var i = 0; i < count; i++) {
        taken.write(source.get());
      }
      room -= count;
      return count;
    }

    @Override
    public boolean flush() {
      return true;
    }

    @Override
    public void resumeWrites() {
      resumed = true;
    }

    @Override
    public void suspendWrites() {
      resumed = false;
    }

    @Override
    public void terminateWrites() {
      ended = true;
    }

    @Override
    public boolean isWriteShutdown() {
      return ended;
    }

    String text() {
      return taken.toString(StandardCharsets.US_ASCII);
    }
  }

  /** Remembers what it was told. */
  private static final class Library implements WriteReadyHandler {
    int ready;
    int forced;

    @Override
    public void writeReady() {
      ready++;
    }

    @Override
    public void forceTermination() {
      forced++;
    }

    @Override
    public void terminated() {}
  }

  private static ByteBuffer ascii(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
  }

  private void send(String frame) {
    frames.send(ascii(frame), sent::add);
  }

  private long control(String header, String body) throws IOException {
    return frames.write(new ByteBuffer[] {ascii(header), ascii(body)}, 0, 2);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void framesLeaveWholeAndInOrderHoweverLittleTheSocketTakes(long seed) throws IOException {
    var random = new Random(seed);
    var expected = new StringBuilder();
    var messages = 0;
    for (var step = 0; step < 1_000; step++) {
      if (sent.size() == messages && random.nextInt(3) == 0) {
        var frame = "<" + "m".repeat(random.nextInt(40)) + ">";
        send(frame);
        messages++;
        expected.append(frame);
      }
      if (random.nextInt(4) == 0 && control("[", "c]") > 0) {
        expected.append("[c]");
      }
      socket.room = random.nextInt(12);
      frames.writeReady();
    }
    socket.room = 10_000;
    frames.writeReady();

    assertThat(socket.text()).isEqualTo(expected.toString());
    assertThat(sent).hasSize(messages).doesNotContain(false);
    assertThat(socket.resumed).isFalse();
  }

  @Test
  void theBufferIsTheCallersAgainAtOnce() {
    var buffer = ascii("<message>");
    frames.send(buffer, sent::add);
    buffer.clear().put("XXXXXXXXX".getBytes(StandardCharsets.US_ASCII));
    assertThat(sent).isEmpty();
    socket.room = 100;
    frames.writeReady();
    assertThat(socket.text()).isEqualTo("<message>");
    assertThat(sent).containsExactly(true);
  }

  @Test
  void theLibraryHasToWaitWhenTooMuchOfItsOwnWaits() throws IOException {
    send("<message>");
    var taken = 0;
    while (control("[", "c]") > 0) {
      taken++;
    }
    assertThat(taken).isBetween(1, 20);
    frames.resumeWrites();
    frames.writeReady();
    assertThat(library.ready).isZero();
    socket.room = 1_000;
    frames.writeReady();
    assertThat(library.ready).isEqualTo(1);
    assertThat(socket.text()).isEqualTo("<message>" + "[c]".repeat(taken));
  }

  @Test
  void endsOnlyAfterWhatWaits() throws IOException {
    send("<message>");
    frames.terminateWrites();
    assertThat(socket.ended).isFalse();
    assertThat(frames.flush()).isFalse();
    socket.room = 100;
    frames.writeReady();
    assertThat(socket.ended).isTrue();
    assertThat(socket.text()).isEqualTo("<message>");
  }

  @Test
  void aSendThatWaitsFailsWithTheSocket() {
    send("<message>");
    socket.broken = true;
    frames.writeReady();
    assertThat(sent).containsExactly(false);
    assertThat(library.forced).isEqualTo(1);
    send("<more>");
    assertThat(sent).containsExactly(false, false);
  }
}
