package dev.wardstream.edge.audit;

import org.jspecify.annotations.Nullable;

/**
 * Something that somebody did, and that goes on record.
 *
 * @param subject who; {@link Denied#NOBODY} when they have not said
 * @param roles theirs, comma-separated
 * @param what the page, as in {@code accounts.rights}
 * @param resource to what, as in {@code accounts/nurse-3}
 * @param address where they are
 * @param detail how it is now; null when the page says it all
 */
public record Done(
    String subject,
    String roles,
    String what,
    String resource,
    String address,
    @Nullable String detail) {}
