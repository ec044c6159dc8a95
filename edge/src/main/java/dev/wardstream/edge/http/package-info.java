/**
 * What every HTTP answer of the edge has in common: a guard in front of all pages that refuses odd
 * paths, credentials in addresses and pages of other origins, and puts the headers on that keep
 * browsers safe; and for pages that take data, who sends it and how much of it is read.
 *
 * <p>The guard runs on I/O threads.
 */
@NullMarked
package dev.wardstream.edge.http;

import org.jspecify.annotations.NullMarked;
