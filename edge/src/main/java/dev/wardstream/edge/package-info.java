/** What both edge services share: settings, server start, health, metrics and drain. */
@NullMarked
package dev.wardstream.edge;

import org.jspecify.annotations.NullMarked;
