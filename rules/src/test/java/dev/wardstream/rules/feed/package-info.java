@NullMarked
package dev.wardstream.rules.feed;

import org.jspecify.annotations.NullMarked;
