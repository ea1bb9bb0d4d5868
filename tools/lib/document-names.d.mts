export declare const START: string;
export declare const END: string;
export declare function documentNames(): string;
