package dev.wardstream.alerts.wire;

import dev.wardstream.alerts.watch.Decision.Latest;
import dev.wardstream.clinical.windows.MinuteWindow;
import dev.wardstream.schemas.avro.LatestValue;
import dev.wardstream.schemas.avro.VitalsLatest;
import dev.wardstream.schemas.avro.VitalsWindow;
import dev.wardstream.schemas.avro.WindowSize;
import java.util.ArrayList;

/** Newest values and minutes, from the domain to Avro. */
final class OutboundVitals {
  private OutboundVitals() {}

  static VitalsLatest latest(Latest latest) {
    var values = new ArrayList<LatestValue>(latest.values().size());
    for (var its : latest.values()) {
      values.add(
          new LatestValue(
              Codes.avro(its.vital()), its.value(), its.time(), its.arrival(), its.device()));
    }
    return new VitalsLatest(values, latest.upTo());
  }

  static VitalsWindow window(MinuteWindow window) {
    return VitalsWindow.newBuilder()
        .setVital(Codes.avro(window.vital()))
        .setSize(WindowSize.MINUTE)
        .setStart(window.start())
        .setCount(window.count())
        .setMin(window.min())
        .setMax(window.max())
        .setMean(window.mean())
        .setFirst(window.first())
        .setLast(window.last())
        .setFirstAt(window.firstAt())
        .setLastAt(window.lastAt())
        .setRevision(window.revision())
        .setFinal$(window.isFinal())
        .build();
  }
}
