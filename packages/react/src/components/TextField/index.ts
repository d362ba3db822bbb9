export { Area, Cancel, Input, Label, Root, Send, type TextFieldState } from './parts.tsx'
