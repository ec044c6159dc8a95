package dev.wardstream.alerts.wire;

import dev.wardstream.alerts.watch.Input.DeviceAssociated;
import dev.wardstream.clinical.vitals.Association;
import dev.wardstream.clinical.vitals.Vital;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Associations of a device, a version byte first. They change rarely: plain beats small. */
final class AssociationBytes {
  private static final byte VERSION = 1;

  /** Stands for an interval that lasts. */
  private static final long OPEN = Long.MAX_VALUE;

  private AssociationBytes() {}

  static byte[] of(String device, List<Association> intervals) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.writeUTF(device);
      out.writeInt(intervals.size());
      for (var interval : intervals) {
        write(interval, out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing into memory", e);
    }
    return bytes.toByteArray();
  }

  static DeviceAssociated toAssociated(byte[] bytes) {
    try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      if (in.readByte() != VERSION) {
        throw new IllegalArgumentException("associations of an unknown version");
      }
      var device = in.readUTF();
      var intervals = new ArrayList<Association>();
      for (int left = in.readInt(); left > 0; left--) {
        intervals.add(read(in));
      }
      return new DeviceAssociated(device, intervals);
    } catch (IOException e) {
      throw new IllegalArgumentException("associations that end early", e);
    }
  }

  private static void write(Association interval, DataOutputStream out) throws IOException {
    out.writeUTF(interval.patient());
    out.writeLong(interval.from().toEpochMilli());
    out.writeLong(toMillis(interval.to()));
    out.writeInt(interval.expects().size());
    for (var vital : new TreeSet<>(interval.expects())) {
      out.writeUTF(vital.name());
    }
  }

  private static Association read(DataInputStream in) throws IOException {
    var patient = in.readUTF();
    var from = Instant.ofEpochMilli(in.readLong());
    var to = toInstant(in.readLong());
    Set<Vital> expects = EnumSet.noneOf(Vital.class);
    for (int left = in.readInt(); left > 0; left--) {
      expects.add(Vital.valueOf(in.readUTF()));
    }
    return new Association(patient, from, to, expects);
  }

  private static long toMillis(@Nullable Instant to) {
    return to == null ? OPEN : to.toEpochMilli();
  }

  private static @Nullable Instant toInstant(long millis) {
    return millis == OPEN ? null : Instant.ofEpochMilli(millis);
  }
}
