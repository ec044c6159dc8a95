package dev.wardstream.client;

import tools.jackson.databind.JsonNode;

/**
 * One record of a stream.
 *
 * @param at where it stands: {@code topic/partition/offset}
 * @param data what it says, in the shape of the stream; numbers keep their decimal text
 */
public record Item(String at, JsonNode data) {}
