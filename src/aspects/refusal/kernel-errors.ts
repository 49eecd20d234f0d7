import { hostLanguage } from '../../engine/host-language';

/**
 * The jsii kernel wraps each error for the program in another language. The stack of the wrapper repeats the message, and
 * its frames are all of the kernel; Python prints it above the exception, and Java appends it to the message. So it has none.
 */
if (hostLanguage(process.env) !== undefined) {
  const { prepareStackTrace } = Error;
  Error.prepareStackTrace = (error, frames) => {
    if (error.name === '@jsii/kernel.RuntimeError') return '';
    if (prepareStackTrace) return prepareStackTrace(error, frames);
    return [Error.prototype.toString.call(error), ...frames.map((frame) => `    at ${frame}`)].join('\n');
  };
}
