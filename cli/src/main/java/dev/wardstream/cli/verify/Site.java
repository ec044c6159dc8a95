package dev.wardstream.cli.verify;

import dev.wardstream.cli.device.Tokens;
import java.net.URI;
import java.util.List;
import java.util.function.Supplier;

/**
 * The installation that is verified, and the probe ward in it.
 *
 * @param ingest where probes write, as in {@code https://ward.example}
 * @param push where watchers read
 * @param tokens what probes prove themselves with
 * @param watching what watchers prove themselves with; any thread
 * @param ward the probe ward
 * @param devices of the probes, each on a patient of that ward
 */
public record Site(
    URI ingest,
    URI push,
    Tokens tokens,
    Supplier<String> watching,
    String ward,
    List<String> devices) {

  public Site {
    devices = List.copyOf(devices);
  }

  String stream(String kind) {
    return "wards/%s/%s".formatted(ward, kind);
  }
}
