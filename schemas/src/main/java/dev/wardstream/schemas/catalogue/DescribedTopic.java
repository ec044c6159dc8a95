package dev.wardstream.schemas.catalogue;

import java.util.Map;

/**
 * A topic as a cluster has it.
 *
 * @param name topic name
 * @param partitions number of partitions
 * @param replicas copies of its first partition
 * @param config configuration in force, defaults included
 */
public record DescribedTopic(
    String name, int partitions, int replicas, Map<String, String> config) {}
