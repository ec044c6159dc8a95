package dev.wardstream.alerts.wire;

import dev.wardstream.alerts.watch.Decision.Latest;
import dev.wardstream.clinical.engine.EarlyWarning;
import dev.wardstream.clinical.scores.Band;
import dev.wardstream.clinical.scores.Component;
import dev.wardstream.clinical.windows.VitalWindow;
import dev.wardstream.schemas.avro.LatestValue;
import dev.wardstream.schemas.avro.News2;
import dev.wardstream.schemas.avro.VitalsLatest;
import dev.wardstream.schemas.avro.VitalsWindow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Newest values and windows, from the domain to Avro. */
final class OutboundVitals {
  private OutboundVitals() {}

  static VitalsLatest latest(Latest latest) {
    var values = new ArrayList<LatestValue>(latest.values().size());
    for (var its : latest.values()) {
      values.add(
          new LatestValue(
              Codes.avro(its.vital()), its.value(), its.time(), its.arrival(), its.device()));
    }
    var news2 = latest.news2();
    return new VitalsLatest(values, latest.upTo(), news2 == null ? null : news2(news2));
  }

  private static News2 news2(EarlyWarning its) {
    var score = its.score();
    var total = score.total();
    var bounds = score.bounds();
    var news2 =
        News2.newBuilder()
            .setStatus(score.status().name())
            .setTotal(total.isPresent() ? total.getAsInt() : null)
            .setBand(score.band().map(Band::name).orElse(null))
            .setRed(names(score.red()))
            .setMissing(names(score.missing()))
            .setScale(its.scale2() ? 2 : 1)
            .setMode(its.mode().name())
            .setAt(its.at())
            .setOldest(its.oldest())
            .setInputs(OutboundAlerts.inputs(its.inputs()))
            .setReason(score.objection());
    return (bounds == null ? news2 : bounded(news2, bounds)).build();
  }

  private static News2.Builder bounded(
      News2.Builder news2, dev.wardstream.clinical.scores.News2Score.Bounds bounds) {
    return news2
        .setBandMin(bounds.bandMin().name())
        .setBandMax(bounds.bandMax().name())
        .setTotalMin(bounds.totalMin())
        .setTotalMax(bounds.totalMax());
  }

  private static List<String> names(Collection<Component> components) {
    return components.stream().map(Component::label).toList();
  }

  static VitalsWindow window(VitalWindow window) {
    return VitalsWindow.newBuilder()
        .setVital(Codes.avro(window.vital()))
        .setSize(Codes.avro(window.size()))
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
        .setCovered(window.covered())
        .build();
  }
}
