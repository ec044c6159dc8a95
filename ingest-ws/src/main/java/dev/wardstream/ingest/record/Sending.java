package dev.wardstream.ingest.record;

import dev.wardstream.edge.socket.ErrorCode;
import dev.wardstream.edge.socket.Refusal;
import dev.wardstream.edge.socket.Reply;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * The records of one request while their fate is open. Begun by an I/O thread, ended by the
 * producer's thread, or by the I/O thread when the producer takes nothing; its lock is never held
 * while calling out.
 *
 * <p>What the producer refuses before it has taken any record of the request was not sent; every
 * other failure leaves the outcome unknown.
 */
final class Sending {
  private final Recorder recorder;
  private final List<ProducerRecord<byte[], byte[]>> records;
  private final Reply reply;
  private final Receipt receipt;
  private final int bytes;
  private final long since = System.nanoTime();
  private final String[] positions;
  private int open;
  private boolean starting = true;
  private boolean failed;

  Sending(
      Recorder recorder,
      List<ProducerRecord<byte[], byte[]>> records,
      Reply reply,
      Receipt receipt,
      int bytes) {
    this.recorder = recorder;
    this.records = records;
    this.reply = reply;
    this.receipt = receipt;
    this.bytes = bytes;
    positions = new String[records.size()];
    open = records.size();
  }

  void start() {
    for (var i = 0; i < records.size(); i++) {
      if (!take(i)) {
        refused(records.size() - i);
        return;
      }
    }
    started();
  }

  /** Hands one record to the producer; false when the producer did not take it. */
  private boolean take(int index) {
    var thread = Thread.currentThread();
    var refusedHere = new AtomicBoolean();
    try {
      var _ =
          recorder
              .producer()
              .send(
                  records.get(index),
                  (metadata, failure) -> {
                    if (failure != null && Thread.currentThread().equals(thread)) {
                      refusedHere.set(true); // told from within send(): it was never taken
                    } else {
                      ended(index, metadata, failure);
                    }
                  });
    } catch (KafkaException | IllegalStateException e) {
      return false;
    }
    return !refusedHere.get();
  }

  private void refused(int untaken) {
    recorder.rest();
    boolean nothing;
    synchronized (this) {
      nothing = untaken == records.size();
      failed = true;
      starting = false;
      open -= untaken;
      if (open > 0) {
        return;
      }
    }
    if (nothing) {
      recorder.release(bytes, reply);
      recorder.unavailable(reply, Unavailable.RESTING);
    } else {
      finish();
    }
  }

  private void started() {
    synchronized (this) {
      starting = false;
      if (open > 0) {
        return;
      }
    }
    finish();
  }

  private void ended(int index, RecordMetadata metadata, @Nullable Exception failure) {
    synchronized (this) {
      if (failure == null) {
        positions[index] = metadata.topic() + "/" + metadata.partition() + "/" + metadata.offset();
      } else {
        failed = true;
      }
      open--;
      if (open > 0 || starting) {
        return;
      }
    }
    finish();
  }

  private void finish() {
    recorder.release(bytes, reply);
    if (failed) {
      reply.refuse(
          Refusal.of(
              ErrorCode.UNKNOWN_OUTCOME,
              "no acknowledgement in time: it may be recorded; send the same again"));
    } else {
      recorder.acknowledged(since);
      reply.ok(receipt.body(Arrays.asList(positions)));
    }
  }
}
