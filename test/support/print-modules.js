process.on('exit', () => console.log(Object.keys(require.cache).join('\n')));
