export interface Entry { value: number }
export interface Other { value: number }
