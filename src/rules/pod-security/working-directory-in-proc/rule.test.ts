import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const within = (workingDir: any) => {
  return ({ spec }: World) => {
    spec.containers[0].workingDir = workingDir;
  };
};
const runs = (...command: string[]) => {
  return ({ spec }: World) => {
    spec.containers[0].command = command;
  };
};
const at = ['/containers/0/workingDir'];

testRule(rule, {
  valid: {
    'a directory of the image': within('/app'),
    'a directory with a similar name': within('/data/proc/self/fd/7'),
    'a longer name': within('/proc/self/fdinfo/7'),
    'a path that leads out of it before': within('/proc/self/fd/../../../app'),
    'the list of descriptors': within('/proc/self/fd'),
    null: within(null),
    'the output of the process': runs('/bin/web', '--log', '/proc/self/fd/1'),
    'the output, in a script': runs('sh', '-c', 'exec web > /proc/1/fd/1 2> /dev/stderr'),
    'another file of the process': runs('/bin/web', '/proc/self/status'),
    'on Windows': { windows: true, change: within('/proc/self/fd/7') },
  },
  invalid: {
    'a descriptor': { change: within('/proc/self/fd/7'), at, mendedBy: 'none' },
    'a descriptor of two digits, with a slash': { change: within('/proc/self/fd/10/'), at },
    'behind a descriptor': { change: within('/proc/self/fd/8/../../..'), at },
    'other slashes and dots': { change: within('//proc/./self//fd/7'), at },
    'through another directory': { change: within('/app/../proc/self/fd/7'), at },
    'by its number': { change: within('/proc/1/fd/7'), at },
    'by its thread': { change: within('/proc/thread-self/fd/7'), at },
    'by its task': { change: within('/proc/self/task/1/fd/7'), at },
    'by the link': { change: within('/dev/fd/7'), at },
    'an init container': {
      change: ({ spec }) => {
        spec.initContainers[0].workingDir = '/proc/self/fd/9';
      },
      at: ['/initContainers/0/workingDir'],
    },
    'a program': { change: runs('/proc/self/fd/7/../../../bin/bash'), at: ['/containers/0/command/0'] },
    'an argument': {
      change: ({ spec }) => {
        spec.containers[0].args = ['--root', '/proc/self/fd/7/etc'];
      },
      at: ['/containers/0/args/1'],
    },
    'a hook': {
      change: ({ spec }) => {
        spec.containers[0].lifecycle = { preStop: { exec: { command: ['/proc/self/fd/7/../bin/sh'] } } };
      },
      at: ['/containers/0/lifecycle/preStop/exec/command/0'],
    },
    'a probe': {
      change: ({ spec }) => {
        spec.containers[0].livenessProbe = { exec: { command: ['/proc/self/fd/7/../bin/sh'] } };
      },
      at: ['/containers/0/livenessProbe/exec/command/0'],
    },
  },
});
