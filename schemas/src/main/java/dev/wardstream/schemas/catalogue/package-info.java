/**
 * Brings a cluster in line with the topic catalogue.
 *
 * <p>{@link dev.wardstream.schemas.catalogue.Cluster} reads the topics of a cluster; {@link
 * dev.wardstream.schemas.catalogue.Plan}, a pure function of catalogue and cluster, says what is to
 * be done; {@code Cluster} does it. What cannot be done without breaking the order per key is
 * refused with a remedy, never altered. The caller's thread waits for the cluster, with a deadline.
 */
@NullMarked
package dev.wardstream.schemas.catalogue;

import org.jspecify.annotations.NullMarked;
