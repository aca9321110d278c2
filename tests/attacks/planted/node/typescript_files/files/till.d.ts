/// <reference path="/etc/passwd" />
/// <reference types="../../grader/session" />
export declare const total: never;
export declare const share: { passed: true };
export declare const read: any;
