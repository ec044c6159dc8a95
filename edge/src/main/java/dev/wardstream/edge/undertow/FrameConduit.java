// SPDX-License-Identifier: Apache-2.0
package dev.wardstream.edge.undertow;

import dev.wardstream.edge.socket.Wire.Sent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayDeque;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.xnio.channels.StreamSourceChannel;
import org.xnio.conduits.AbstractStreamSinkConduit;
import org.xnio.conduits.ConduitStreamSinkChannel;
import org.xnio.conduits.ConduitWritableByteChannel;
import org.xnio.conduits.Conduits;
import org.xnio.conduits.StreamSinkConduit;
import org.xnio.conduits.WriteReadyHandler;

/**
 * Where the frames of one connection leave, in whole frames and in order: the messages of its
 * session, written straight to the socket, and what the library sends by itself (pongs, closes).
 *
 * <p>I/O thread only. What the socket does not take is copied and waits: one message, and few
 * control frames, beyond which the library has to wait.
 */
final class FrameConduit extends AbstractStreamSinkConduit<StreamSinkConduit>
    implements WriteReadyHandler {
  private static final int MOST_WAITING = 16;

  private WriteReadyHandler library;
  private @Nullable ArrayDeque<ByteBuffer> waiting;
  private @Nullable ByteBuffer message;
  private @Nullable Sent sent;
  private boolean libraryWaits;
  private boolean ending;

  FrameConduit(StreamSinkConduit next, WriteReadyHandler library) {
    super(next);
    this.library = library;
  }

  /** Puts one under a channel that the library has set up. */
  static FrameConduit under(ConduitStreamSinkChannel channel) {
    var conduit =
        new FrameConduit(
            channel.getConduit(), new WriteReadyHandler.ChannelListenerHandler<>(channel));
    conduit.next.setWriteReadyHandler(conduit);
    channel.setConduit(conduit);
    return conduit;
  }

  /** Sends a frame of data, one at a time; the buffer is free when this returns. */
  void send(ByteBuffer frame, Sent whenSent) {
    var taken = false;
    try {
      if (waiting == null) {
        next.write(frame);
      }
      if (frame.hasRemaining()) {
        message = copy(frame);
        sent = whenSent;
        enqueue(message);
        return;
      }
      if (!next.flush()) {
        next.resumeWrites();
      }
      taken = true;
    } catch (IOException _) {
      taken = false;
    }
    whenSent.ended(taken);
  }

  private static ByteBuffer copy(ByteBuffer... parts) {
    var length = 0;
    for (var part : parts) {
      length += part.remaining();
    }
    var copy = ByteBuffer.allocate(length);
    for (var part : parts) {
      copy.put(part);
    }
    return copy.flip();
  }

  private void enqueue(ByteBuffer frame) {
    var queue = waiting;
    if (queue == null) {
      queue = new ArrayDeque<>();
      waiting = queue;
    }
    queue.add(frame);
    next.resumeWrites();
  }

  /** True when nothing waits any longer. */
  private boolean drain() throws IOException {
    var queue = waiting;
    if (queue == null) {
      return true;
    }
    for (var frame = queue.peek(); frame != null; frame = queue.peek()) {
      next.write(frame);
      if (frame.hasRemaining()) {
        return false;
      }
      queue.remove();
      if (message != null && !message.hasRemaining()) {
        message = null;
      }
    }
    waiting = null;
    if (ending) {
      next.terminateWrites();
    }
    return true;
  }

  @Override
  public void writeReady() {
    try {
      if (drain() && next.flush() && !libraryWaits) {
        next.suspendWrites();
      }
    } catch (IOException _) {
      fail();
      library.forceTermination();
      return;
    }
    var told = sent;
    if (told != null && message == null) {
      sent = null;
      told.ended(true);
    }
    if (libraryWaits && waiting == null) {
      library.writeReady();
    }
  }

  private void fail() {
    waiting = null;
    message = null;
    var told = sent;
    sent = null;
    if (told != null) {
      told.ended(false);
    }
  }

  @Override
  public void forceTermination() {
    library.forceTermination();
  }

  @Override
  public void terminated() {
    fail();
    library.terminated();
  }

  /** The library writes control frames, whole ones in each call. */
  @Override
  public long write(ByteBuffer[] parts, int offset, int count) throws IOException {
    var queue = waiting;
    if (queue != null && queue.size() >= MOST_WAITING) {
      return 0;
    }
    var frames = copy(Arrays.copyOfRange(parts, offset, offset + count));
    var length = frames.remaining();
    if (queue == null) {
      next.write(frames);
    }
    if (frames.hasRemaining()) {
      enqueue(frames);
    }
    return length;
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    return (int) write(new ByteBuffer[] {source}, 0, 1);
  }

  @Override
  public int writeFinal(ByteBuffer source) throws IOException {
    return Conduits.writeFinalBasic(this, source);
  }

  @Override
  public long writeFinal(ByteBuffer[] sources, int offset, int count) throws IOException {
    return Conduits.writeFinalBasic(this, sources, offset, count);
  }

  @Override
  public long transferFrom(FileChannel source, long position, long count) throws IOException {
    return source.transferTo(position, count, new ConduitWritableByteChannel(this));
  }

  @Override
  public long transferFrom(StreamSourceChannel source, long count, ByteBuffer through)
      throws IOException {
    return Conduits.transfer(source, count, through, this);
  }

  @Override
  public boolean flush() throws IOException {
    return waiting == null && next.flush();
  }

  @Override
  public void resumeWrites() {
    libraryWaits = true;
    next.resumeWrites();
  }

  @Override
  public void suspendWrites() {
    libraryWaits = false;
    if (waiting == null) {
      next.suspendWrites();
    }
  }

  @Override
  public void wakeupWrites() {
    libraryWaits = true;
    next.wakeupWrites();
  }

  @Override
  public boolean isWriteResumed() {
    return libraryWaits;
  }

  @Override
  public void setWriteReadyHandler(WriteReadyHandler handler) {
    library = handler;
  }

  @Override
  public void terminateWrites() throws IOException {
    if (waiting == null) {
      next.terminateWrites();
    } else {
      ending = true;
    }
  }

  @Override
  public void truncateWrites() throws IOException {
    fail();
    next.truncateWrites();
  }

  @Override
  public boolean isWriteShutdown() {
    return ending || next.isWriteShutdown();
  }
}
