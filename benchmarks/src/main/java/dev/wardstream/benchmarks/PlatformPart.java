package dev.wardstream.benchmarks;

import dev.wardstream.cli.platform.Platform;
import dev.wardstream.cli.platform.PlatformConfig;

/**
 * The whole platform in one process, as {@code wardstream up} runs it, with as many beds as its
 * argument says. Says its address when ready; asked {@code gateway NUMBER OF} or {@code nurse} it
 * issues a token.
 */
final class PlatformPart {
  private PlatformPart() {}

  static void main(String[] arguments) {
    var beds = new Beds(Integer.parseInt(arguments[0]));
    try (var platform = Platform.start(PlatformConfig.ephemeral())) {
      beds.admit(platform.bootstrapServers(), platform.registry());
      Child.serve(platform.socket("").toString(), question -> token(platform, beds, question));
    }
  }

  private static String token(Platform platform, Beds beds, String question) {
    var words = question.split(" ", -1);
    var principal =
        switch (words[0]) {
          case "gateway" -> beds.gateway(Integer.parseInt(words[1]), Integer.parseInt(words[2]));
          case "nurse" -> beds.nurse();
          default -> throw new IllegalArgumentException("nobody here knows " + question);
        };
    return platform.mint().issue(principal, Beds.TOKEN_LIFETIME);
  }
}
