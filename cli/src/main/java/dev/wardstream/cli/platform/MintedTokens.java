package dev.wardstream.cli.platform;

import dev.wardstream.cli.device.Tokens;
import dev.wardstream.edge.access.Principal;
import dev.wardstream.edge.access.Role;
import dev.wardstream.edge.access.TokenMint;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** Device tokens from the platform's own key. Any thread. */
public record MintedTokens(TokenMint mint) implements Tokens {
  private static final Duration LIFETIME = Duration.ofMinutes(15);

  @Override
  public String of(String device) {
    return mint.issue(
        new Principal(device, Set.of(Role.DEVICE), Set.of(), Set.of(), Set.of(), Instant.EPOCH),
        LIFETIME);
  }
}
