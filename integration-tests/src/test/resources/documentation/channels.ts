// What ws4redis-types makes of the application on the page about the contract.
export interface Channels {
  room: {
    message: { text: string };
    actions: { typing: { request: { active: boolean }; result: number } };
  };
}
