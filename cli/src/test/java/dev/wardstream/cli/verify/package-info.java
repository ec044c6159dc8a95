@NullMarked
package dev.wardstream.cli.verify;

import org.jspecify.annotations.NullMarked;
